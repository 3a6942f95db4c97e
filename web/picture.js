// A picture whose parts are links: a click on one is told to the view, without loading the page anew. Links opened in
// another tab, and links where this script does not run, lead to the same place.
export default function ({ parentElement, data, setTriggerValue }) {
  const drawn = parentElement.querySelector(".picture");
  if (drawn.dataset.html !== data.html) {
    drawn.innerHTML = data.html;
    drawn.dataset.html = data.html;
  }
  drawn.onclick = (event) => {
    const link = event.target.closest("a[data-value]");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
    event.preventDefault();
    setTriggerValue("picked", link.dataset.value);
  };
}
