/* HTML of a panel's template in which buttons tell Python that they are pressed, by what their data-opens says. */

function render({ model, el }) {
  const draw = () => {
    const focus = el.contains(document.activeElement) ? document.activeElement.dataset.opens : undefined;
    el.innerHTML = model.get('value');
    if (focus) {
      el.querySelector(`[data-opens="${CSS.escape(focus)}"]`)?.focus();
    }
  };
  el.classList.add('pb-pressable');
  el.addEventListener('click', event => {
    const button = event.target.closest('button[data-opens]');
    if (button) {
      model.send({ opens: button.dataset.opens });
    }
  });
  model.on('change:value', draw);
  draw();
  return () => model.off('change:value', draw);
}

export default { render };
