{
  const title = document.querySelector(".st-key-KEY h3");
  document.querySelector("[data-testid=stMain]").scrollTo(0, 0);
  title.tabIndex = -1;
  title.style.outline = "none";
  title.focus({preventScroll: true});
}
