// A page that refreshes itself asks for nothing while nobody looks at it.
document.addEventListener("htmx:before:request", (event) => {
  if (document.hidden) event.preventDefault();
});
