// @ts-check
"use strict";
/**
 * docs/ballot-protocol.md 11.1: the files of an archive, from a folder or a zip that somebody chose. Large
 * files are read as they stream; nothing is held but the line in hand.
 */
{
  const { Refusal, text } = globalThis.zj;
  const NAMES = ["board.jsonl", "ceremony.json", "desk_keys.txt", "keys.txt", "manifest.json", "roster.json"];
  const [END, CENTRAL, STORED, DEFLATED, SEARCHED] = [0x06054b50, 0x02014b50, 0, 8, 65557];

  /** A file of an archive: how large, and its bytes as a stream. @typedef {{size: number, stream: () => ReadableStream<Uint8Array>}} Part */

  /** @param {File[]} files of a chosen folder @returns {Map<string, Part>} */
  function fromFolder(files) {
    const found = new Map();
    for (const file of files) {
      const path = (file.webkitRelativePath || file.name).split("/").slice(file.webkitRelativePath ? 1 : 0).join("/");
      found.set(path, { size: file.size, stream: () => file.stream() });
    }
    return found;
  }

  /** @param {Blob} blob a zip file, stored or deflated @returns {Promise<Map<string, Part>>} */
  async function fromZip(blob) {
    const tail = Math.max(0, blob.size - SEARCHED);
    const end = new DataView(await blob.slice(tail).arrayBuffer());
    let at = end.byteLength - 22;
    while (at >= 0 && end.getUint32(at, true) !== END) at -= 1;
    if (at < 0) throw new Refusal("不是 ZIP 文件");
    const [count, size, start] = [end.getUint16(at + 10, true), end.getUint32(at + 12, true), end.getUint32(at + 16, true)];
    const raw = new Uint8Array(await blob.slice(start, start + size).arrayBuffer());
    const list = new DataView(raw.buffer);
    /** @type {Map<string, Part>} */
    const found = new Map();
    for (let i = 0, here = 0; i < count; i += 1) {
      if (list.getUint32(here, true) !== CENTRAL) throw new Refusal("ZIP 文件已损坏");
      const method = list.getUint16(here + 10, true);
      const [packed, whole, local] = [20, 24, 42].map((n) => list.getUint32(here + n, true));
      const [name, extra, comment] = [28, 30, 32].map((n) => list.getUint16(here + n, true));
      const path = text(raw.slice(here + 46, here + 46 + name));
      here += 46 + name + extra + comment;
      if (path.endsWith("/")) continue;
      if (method !== STORED && method !== DEFLATED) throw new Refusal(`ZIP 文件里的 ${path} 用了不认识的压缩方法`);
      if (found.has(path)) throw new Refusal(`ZIP 文件里有两个 ${path}`);
      const head = new DataView(await blob.slice(local, local + 30).arrayBuffer());
      const data = local + 30 + head.getUint16(26, true) + head.getUint16(28, true);
      const part = blob.slice(data, data + packed);
      const open = () => method === STORED ? part.stream() : part.stream().pipeThrough(new DecompressionStream("deflate-raw"));
      found.set(path, { size: whole, stream: /** @type {any} */ (open) });
    }
    return stripped(found);
  }

  /** A zip of a folder holds everything below its name. @param {Map<string, Part>} found */
  function stripped(found) {
    const tops = new Set([...found.keys()].map((path) => (path.includes("/") ? path.split("/")[0] : "")));
    if (tops.size !== 1 || tops.has("")) return found;
    return new Map([...found].map(([path, part]) => [path.split("/").slice(1).join("/"), part]));
  }

  /** Just the files of an archive, or a refusal. @param {Map<string, Part>} found */
  function checkNames(found) {
    const more = [...found.keys()].filter((name) => !NAMES.includes(name));
    const less = NAMES.filter((name) => !found.has(name));
    if (more.length) throw new Refusal(`多出文件：${more.join("、")}`);
    if (less.length) throw new Refusal(`缺少文件：${less.join("、")}`);
  }

  /** @param {Part | undefined} part */
  async function whole(part) {
    if (!part) throw new Refusal("缺少文件");
    return new Uint8Array(await new Response(part.stream()).arrayBuffer());
  }

  /** The lines of a text of lines, each ended by one line feed. @param {Part | undefined} part @returns {AsyncGenerator<Uint8Array>} */
  async function* lines(part) {
    if (!part) throw new Refusal("缺少文件");
    const reader = part.stream().getReader();
    /** @type {Uint8Array[]} */
    let held = [];
    for (;;) {
      const { done, value } = await reader.read();
      if (done) break;
      let from = 0;
      for (let at = value.indexOf(10); at >= 0; at = value.indexOf(10, from)) {
        yield globalThis.zj.join(...held, value.slice(from, at));
        held = [];
        from = at + 1;
      }
      if (from < value.length) held.push(value.slice(from));
    }
    if (held.length) throw new Refusal("最后一行没有换行");
  }

  Object.assign(globalThis.zj, { fromFolder, fromZip, checkNames, whole, lines });
}
