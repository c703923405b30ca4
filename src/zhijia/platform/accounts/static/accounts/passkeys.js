// @ts-check
/** Passkeys: fetch the question, let the device answer, send the answer as the form it stands in. */

const UNDONE = "没有完成。请再试一次，或者改用别的方式。";
const UNREACHED = "没有连上服务器，请稍后再试。";
/** @type {Record<string, string>} */
const FAULTS = {
  InvalidStateError: "这台设备上已经有本账号的通行密钥，不必再添加。",
  NotSupportedError: "这台设备不支持所需要的通行密钥，请换一台设备。",
  SecurityError: "浏览器不允许在这个网址使用通行密钥。",
};

/** @param {string} text */
function bytes(text) {
  const plain = atob(text.replaceAll("-", "+").replaceAll("_", "/"));
  return Uint8Array.from(plain, (letter) => letter.charCodeAt(0));
}

/** @param {ArrayBuffer | null | undefined} buffer */
function text(buffer) {
  if (!buffer) return undefined;
  const plain = String.fromCharCode(...new Uint8Array(buffer));
  return btoa(plain).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}

/** @param {any} known */
function named(known) {
  return (known ?? []).map((/** @type {any} */ one) => ({ ...one, id: bytes(one.id) }));
}

/**
 * Let the device make a passkey, and put what it made into words.
 * @param {any} question
 */
async function create(question) {
  const user = { ...question.user, id: bytes(question.user.id) };
  const challenge = bytes(question.challenge);
  const excludeCredentials = named(question.excludeCredentials);
  const publicKey = { ...question, user, challenge, excludeCredentials };
  const made = /** @type {any} */ (await navigator.credentials.create({ publicKey }));
  return {
    id: made.id,
    rawId: text(made.rawId),
    type: made.type,
    clientExtensionResults: {},
    response: {
      clientDataJSON: text(made.response.clientDataJSON),
      attestationObject: text(made.response.attestationObject),
    },
  };
}

/**
 * Let the device sign with a passkey, and put its signature into words.
 * @param {any} question
 */
async function get(question) {
  const challenge = bytes(question.challenge);
  const allowCredentials = named(question.allowCredentials);
  const publicKey = { ...question, challenge, allowCredentials };
  const given = /** @type {any} */ (await navigator.credentials.get({ publicKey }));
  return {
    id: given.id,
    rawId: text(given.rawId),
    type: given.type,
    clientExtensionResults: {},
    response: {
      clientDataJSON: text(given.response.clientDataJSON),
      authenticatorData: text(given.response.authenticatorData),
      signature: text(given.response.signature),
      userHandle: text(given.response.userHandle),
    },
  };
}

/**
 * Fetch the question. What is refused comes as {error: words}.
 * @param {string} where
 * @param {HTMLFormElement} form
 */
async function ask(where, form) {
  const said = new FormData(form);
  said.delete("once");
  said.delete("answer");
  const answer = await fetch(where, { method: "POST", body: said, redirect: "error" });
  return answer.ok || answer.status === 422 ? answer.json() : { error: UNREACHED };
}

/**
 * Do all of it, and say what went wrong.
 * @param {HTMLElement} part
 * @param {HTMLFormElement} form
 */
async function go(part, form) {
  const question = await ask(part.dataset.ask ?? "", form);
  if (question.error) return question.error;
  const answer = await (part.dataset.passkey === "create" ? create : get)(question);
  const field = /** @type {HTMLInputElement} */ (form.elements.namedItem("answer"));
  field.value = JSON.stringify(answer);
  form.submit();
  return "";
}

/** @param {HTMLElement} part */
function open(part) {
  const form = part.querySelector("form");
  const says = part.querySelector("[data-passkey-says]");
  const button = form?.querySelector("button");
  if (!form || !says || !button) return;
  part.hidden = false;
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    button.disabled = true;
    says.textContent = "";
    try {
      says.textContent = await go(part, form);
    } catch (fault) {
      const name = fault instanceof Error ? fault.name : "";
      says.textContent = FAULTS[name] ?? (fault instanceof TypeError ? UNREACHED : UNDONE);
    }
    button.disabled = false;
  });
}

if (window.isSecureContext && "PublicKeyCredential" in window) {
  for (const part of document.querySelectorAll("[data-passkey]")) {
    open(/** @type {HTMLElement} */ (part));
  }
  for (const words of document.querySelectorAll("[data-passkey-missing]")) words.remove();
}
