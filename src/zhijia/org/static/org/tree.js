// @ts-check
/** The tree of units: opening and closing branches, and dragging one to the page of its move. */

/** @type {HTMLElement | null} */
let dragged = null;

/** @param {EventTarget | null} target */
const row = (target) =>
  target instanceof Element
    ? /** @type {HTMLElement | null} */ (target.closest(".tree li[data-unit]"))
    : null;

/**
 * Fold or unfold a branch that has been fetched; the first click fetches it, by htmx.
 * @param {MouseEvent} event
 */
function fold(event) {
  const twig = event.target instanceof Element ? event.target.closest(".twig-open") : null;
  const below = twig && document.getElementById(twig.getAttribute("aria-controls") ?? "");
  if (!twig || !below || !below.children.length || event.ctrlKey || event.metaKey) return;
  event.preventDefault();
  event.stopPropagation();
  below.hidden = !below.hidden;
  twig.setAttribute("aria-expanded", String(!below.hidden));
}

/**
 * Say of a branch that has just come that it is open, and let what came be dragged.
 * @param {Event} event
 */
function grown(event) {
  const below = event.target instanceof Element ? event.target.closest("ul[id]") : null;
  document.querySelector(`[aria-controls="${below?.id}"]`)?.setAttribute("aria-expanded", "true");
  ready();
}

/** Let a mouse drag the units that may be moved: a finger scrolls, and uses the page instead. */
function ready() {
  if (!matchMedia("(hover: hover) and (pointer: fine)").matches) return;
  for (const one of document.querySelectorAll(".tree li[data-move] > .twig")) {
    one.setAttribute("draggable", "true");
    document.querySelector("[data-tree-hint]")?.removeAttribute("hidden");
  }
}

/**
 * Say whether what is dragged may be let go here: not on itself, below itself or where it hangs.
 * @param {HTMLElement | null} place
 */
const mayDrop = (place) =>
  dragged !== null &&
  place !== null &&
  !dragged.contains(place) &&
  dragged.parentElement?.closest("li[data-unit]") !== place;

/** @param {DragEvent} event */
function lift(event) {
  dragged = row(event.target);
  if (!dragged?.dataset.move) dragged = null;
  if (!dragged || !event.dataTransfer) return;
  event.dataTransfer.effectAllowed = "move";
  event.dataTransfer.setData("text/plain", dragged.dataset.unit ?? "");
  dragged.classList.add("lifted");
}

function unmark() {
  document.querySelector(".tree .landing")?.classList.remove("landing");
}

/** @param {DragEvent} event */
function hover(event) {
  const place = row(event.target);
  unmark();
  if (!mayDrop(place)) return;
  event.preventDefault();
  place?.classList.add("landing");
}

/** @param {DragEvent} event */
function drop(event) {
  const place = row(event.target);
  if (!mayDrop(place)) return;
  event.preventDefault();
  location.assign(`${dragged?.dataset.move}?${new URLSearchParams({ to: place?.dataset.unit ?? "" })}`);
}

function rest() {
  unmark();
  dragged?.classList.remove("lifted");
  dragged = null;
}

document.addEventListener("click", fold, { capture: true });
document.addEventListener("htmx:afterSwap", grown);
document.addEventListener("dragstart", lift);
document.addEventListener("dragover", hover);
document.addEventListener("drop", drop);
document.addEventListener("dragend", rest);
ready();
