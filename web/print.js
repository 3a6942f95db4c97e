// A button that prints the page as the browser has it; the style for paper is in print.css.
export default function ({ parentElement }) {
  parentElement.querySelector("button").onclick = () => window.print();
}
