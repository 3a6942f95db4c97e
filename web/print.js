// A button that prints: the document that it is handed, else the page as the browser has it (its style: print.css).
export default function ({ parentElement, data }) {
  parentElement.querySelector("button").onclick = () => (data?.document ? printed(data.document) : window.print());
}

// The document lies in a frame of its own, in which no script runs; the last one stays until the next.
function printed(text) {
  document.querySelector(".print-frame")?.remove();
  const frame = document.createElement("iframe");
  frame.className = "print-frame";
  frame.setAttribute("sandbox", "allow-same-origin allow-modals");
  frame.setAttribute("aria-hidden", "true");
  frame.style = "position: fixed; width: 0; height: 0; border: 0";
  frame.onload = () => frame.contentWindow.print();
  frame.srcdoc = text;
  document.body.append(frame);
}
