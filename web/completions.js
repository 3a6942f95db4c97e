/* A list of completions below the search box: a combobox with a listbox (WAI-ARIA Authoring Practices, "Editable combobox
   with list autocomplete"). It listens on the document, so that it does not matter when Streamlit makes the box anew; the
   box stays Streamlit's own, and works without this. */

const WAIT = 120; // milliseconds without a key before the server is asked

export default function ({ data, parentElement }) {
  if (parentElement.endCompletions) return parentElement.endCompletions;

  const list = document.createElement("ul");
  list.id = "completions";
  list.className = "completions";
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", "Completions");
  list.hidden = true;
  const told = document.createElement("div");
  told.className = "completions-told";
  told.setAttribute("role", "status");
  parentElement.append(list, told);

  let box = null; // the input that the list belongs to
  let options = [];
  let active = -1;
  let timer = 0;
  let asked = null; // the request that is under way
  let quiet = false; // while a choice is written into the box

  const isBox = (element) => element instanceof HTMLInputElement && element.getAttribute("aria-label") === data.label;

  function mark(input) {
    box = input;
    const said = {
      role: "combobox", "aria-autocomplete": "list", "aria-haspopup": "listbox", "aria-controls": list.id,
      "aria-expanded": String(!list.hidden), autocomplete: "off", spellcheck: "false",
    };
    for (const [name, value] of Object.entries(said)) input.setAttribute(name, value);
  }

  function forget() {
    clearTimeout(timer);
    if (asked) asked.abort();
    asked = null;
  }

  function close() {
    forget();
    list.hidden = true;
    active = -1;
    told.textContent = "";
    if (box) {
      box.setAttribute("aria-expanded", "false");
      box.removeAttribute("aria-activedescendant");
    }
  }

  function place() {
    if (list.hidden || !box) return;
    const frame = (box.closest('[data-testid="stTextInputRootElement"]') || box).getBoundingClientRect();
    const line = (window.innerWidth < 640 && box.closest(".st-key-search-line")?.getBoundingClientRect()) || frame;
    list.style.left = `${line.left}px`;
    list.style.top = `${frame.bottom + 4}px`;
    list.style.width = `${line.width}px`;
  }

  function activate(number) {
    active = number;
    [...list.children].forEach((item, at) => item.setAttribute("aria-selected", String(at === active)));
    if (active < 0) {
      box.removeAttribute("aria-activedescendant");
    } else {
      box.setAttribute("aria-activedescendant", list.children[active].id);
      list.children[active].scrollIntoView({ block: "nearest" });
    }
  }

  function part(kind, text) {
    const made = document.createElement("span");
    made.className = kind;
    made.textContent = text;
    return made;
  }

  function show(found) {
    options = found;
    const items = found.map((option, number) => {
      const item = document.createElement("li");
      item.id = `completion-${number}`;
      item.setAttribute("role", "option");
      item.setAttribute("aria-selected", "false");
      const pages = option.pages === 1 ? "1 page" : `${option.pages.toLocaleString("en")} pages`;
      const kind = data.kinds[option.kind] || "";
      item.append(part("completion-text", option.text), " ", part("completion-kind", kind), " ", part("completion-pages", pages));
      return item;
    });
    list.replaceChildren(...items);
    list.hidden = !found.length;
    active = -1;
    box.removeAttribute("aria-activedescendant");
    box.setAttribute("aria-expanded", String(!list.hidden));
    told.textContent = found.length ? `${found.length === 1 ? "1 completion" : `${found.length} completions`}. Up and down arrows choose.` : "";
    place();
  }

  async function ask() {
    if (!box || document.activeElement !== box) return;
    if (asked) asked.abort();
    const request = (asked = new AbortController());
    const typed = box.value;
    const wanted = new URLSearchParams(location.search); // filters and reading: what is counted is what will be found
    for (const [name, value] of [["q", typed], ["cursor", cursorIn(box)], ["limit", data.limit]]) wanted.set(name, value);
    try {
      const answer = await fetch(`${data.address}?${wanted}`, { signal: request.signal });
      const found = answer.ok ? await answer.json() : [];
      if (asked === request && box.value === typed && document.activeElement === box) show(found);
    } catch (error) {
      if (asked === request) close(); // no server, no list: the box goes on without it
    }
  }

  /* The server counts characters, the browser pairs of bytes. */
  const cursorIn = (input) => [...input.value.slice(0, input.selectionStart ?? input.value.length)].length;

  /* The box as it is now: Streamlit may have made it anew while its list was open. */
  const current = () => (box.isConnected ? box : [...document.querySelectorAll("input")].find(isBox) || box);

  function write(input, text) {
    quiet = true;
    Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, "value").set.call(input, text);
    input.dispatchEvent(new Event("input", { bubbles: true }));
    quiet = false;
  }

  function choose(number) {
    const chosen = options[number];
    const input = current();
    close();
    write(input, chosen.query);
    const at = [...chosen.query].slice(0, chosen.cursor).join("").length;
    input.setSelectionRange(at, at);
    setTimeout(() => {
      const now = current();
      if (now.value !== chosen.query) write(now, chosen.query);
      now.dispatchEvent(new KeyboardEvent("keydown", { key: "Enter", code: "Enter", keyCode: 13, bubbles: true }));
    });
  }

  function onInput(event) {
    if (!isBox(event.target) || quiet) return;
    mark(event.target);
    clearTimeout(timer);
    if (!box.value.trim()) close();
    else timer = setTimeout(ask, WAIT);
  }

  function onKey(event) {
    if (!isBox(event.target) || event.isComposing || event.altKey || event.ctrlKey || event.metaKey) return;
    const open = !list.hidden;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      const step = event.key === "ArrowDown" ? 1 : -1;
      const places = options.length + 1; // one of them is the box itself
      if (open) activate(((active + 1 + step + places) % places) - 1);
      else ask();
    } else if (event.key === "Enter" && open && active >= 0) {
      event.preventDefault();
      event.stopImmediatePropagation();
      choose(active);
    } else if (event.key === "Escape" && open) {
      event.preventDefault();
      event.stopImmediatePropagation();
      close();
    } else if (event.key === "Enter" || event.key === "Tab" || event.key === "Escape") {
      close();
    }
  }

  const onFocus = (event) => isBox(event.target) && mark(event.target);
  const onBlur = (event) => event.target === box && close();
  const at = (event) => [...list.children].indexOf(event.target.closest("li"));
  list.addEventListener("mousedown", (event) => event.preventDefault()); // the box keeps the focus
  list.addEventListener("mousemove", (event) => at(event) >= 0 && at(event) !== active && activate(at(event)));
  list.addEventListener("click", (event) => at(event) >= 0 && choose(at(event)));

  const listening = [
    ["input", onInput], ["keydown", onKey], ["focusin", onFocus], ["focusout", onBlur], ["scroll", place], ["resize", place],
  ];
  for (const [name, listener] of listening) window.addEventListener(name, listener, true);
  const find = () => document.querySelector(`input[aria-label="${CSS.escape(data.label)}"]`);
  const here = find();
  if (here) mark(here);
  const renewed = new MutationObserver(() => {
    const input = box && box.isConnected ? null : find();
    if (input) mark(input); // Streamlit made it anew
  });
  renewed.observe(document.body, { childList: true, subtree: true });
  if (here && document.activeElement === here && here.value.trim() && here.value !== data.asked) ask(); // written meanwhile

  parentElement.endCompletions = () => {
    forget();
    renewed.disconnect();
    for (const [name, listener] of listening) window.removeEventListener(name, listener, true);
    list.remove();
    told.remove();
    delete parentElement.endCompletions;
  };
  return parentElement.endCompletions;
}
