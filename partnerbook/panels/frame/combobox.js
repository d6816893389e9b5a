/* A field in which one of thousands of names is typed or picked, as partnerbook.panels.frame.combobox gives it. */

const MOST = 100; // names that are listed at once
let count = 0;

/** Text as it is searched: without case and accents. */
function folded(text) {
  return text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
}

class Combobox {
  constructor(model, root) {
    this.model = model;
    this.active = -1;
    this.shown = [];
    const id = `pb-combobox-${(count += 1)}`;
    this.input = document.createElement('input');
    this.list = document.createElement('ul');
    this.more = document.createElement('p');
    const label = document.createElement('label');
    label.textContent = model.get('label');
    label.htmlFor = this.input.id = id;
    this.list.id = `${id}-list`;
    this.input.placeholder = model.get('hint');
    this.input.autocomplete = 'off';
    this.input.setAttribute('role', 'combobox');
    this.input.setAttribute('aria-autocomplete', 'list');
    this.input.setAttribute('aria-controls', this.list.id);
    this.list.setAttribute('role', 'listbox');
    this.list.setAttribute('aria-label', model.get('label'));
    this.more.setAttribute('role', 'status');
    this.input.addEventListener('input', () => this.open(this.input.value));
    this.input.addEventListener('click', () => this.list.hidden && this.open(''));
    this.input.addEventListener('keydown', event => this.pressed(event));
    this.input.addEventListener('blur', () => this.commit(this.input.value));
    this.list.addEventListener('mousedown', event => event.preventDefault()); // the field keeps the focus
    this.list.addEventListener('click', event => {
      const option = event.target.closest('[role="option"]');
      if (option) {
        this.commit(this.shown[Number(option.dataset.place)]);
      }
    });
    root.replaceChildren(label, this.input, this.list, this.more);
    this.name();
    this.read();
  }

  /** The names that can be picked, as they are searched. */
  name() {
    this.names = this.model.get('names');
    this.searched = this.names.map(folded);
    this.close();
  }

  /** What Python says is in the field. */
  read() {
    this.input.value = this.model.get('value');
  }

  /** List the names with a text in them, those that begin with it first; all for no text. */
  open(text) {
    const asked = folded(text.trim());
    const places = this.searched.map((_, place) => place).filter(place => this.searched[place].includes(asked));
    const first = places.filter(place => this.searched[place].startsWith(asked));
    const found = asked ? [...first, ...places.filter(place => !this.searched[place].startsWith(asked))] : places;
    this.shown = found.slice(0, MOST).map(place => this.names[place]);
    this.list.replaceChildren(
      ...this.shown.map((name, place) => {
        const option = document.createElement('li');
        option.id = `${this.list.id}-${place}`;
        option.textContent = name;
        option.dataset.place = place;
        option.setAttribute('role', 'option');
        option.setAttribute('aria-selected', 'false');
        return option;
      })
    );
    const number = new Intl.NumberFormat(this.model.get('tag'));
    this.more.textContent = this.model
      .get('shown')
      .replace('{shown}', number.format(this.shown.length))
      .replace('{all}', number.format(this.names.length));
    this.more.hidden = false;
    this.list.hidden = !this.shown.length;
    this.input.setAttribute('aria-expanded', String(!this.list.hidden));
    this.point(-1);
  }

  close() {
    this.list.replaceChildren();
    this.list.hidden = this.more.hidden = true;
    this.input.setAttribute('aria-expanded', 'false');
    this.shown = [];
    this.point(-1);
  }

  /** Move to a name of the list; -1 for none. */
  point(place) {
    this.list.children[this.active]?.setAttribute('aria-selected', 'false');
    this.active = place;
    const option = this.list.children[place];
    if (option) {
      option.setAttribute('aria-selected', 'true');
      option.scrollIntoView({ block: 'nearest' });
      this.input.setAttribute('aria-activedescendant', option.id);
    } else {
      this.input.removeAttribute('aria-activedescendant');
    }
  }

  pressed(event) {
    const { key } = event;
    if (key === 'ArrowDown' || key === 'ArrowUp') {
      if (this.list.hidden) {
        this.open('');
      }
      const last = this.shown.length - 1;
      const next = this.active + (key === 'ArrowDown' ? 1 : -1);
      this.point(next > last ? 0 : next < 0 ? last : next);
      event.preventDefault();
    } else if (key === 'Enter') {
      this.commit(this.shown[this.active] ?? this.input.value);
    } else if (key === 'Escape' && !this.list.hidden) {
      this.close();
      this.read();
      event.stopPropagation();
    }
  }

  /** Tell Python what is in the field now. */
  commit(value) {
    this.input.value = value;
    this.close();
    if (value !== this.model.get('value')) {
      this.model.set('value', value);
      this.model.save_changes();
    }
  }
}

function render({ model, el }) {
  el.classList.add('pb-combobox');
  const box = new Combobox(model, el);
  const named = () => box.name();
  const read = () => box.read();
  model.on('change:names', named);
  model.on('change:value', read);
  return () => {
    model.off('change:names', named);
    model.off('change:value', read);
  };
}

export default { render };
