/* A list of rows in a panel, as partnerbook.panels.frame.row_list gives it: searched, filtered, sorted and paged here. */

const SIZES = [25, 100, 500];
const LONG = 60; // letters: a column of such texts is wide
const PAUSE = 150; // milliseconds after the last key of a search, before Python is told what is found

/** An element with properties, attributes (those whose names have a dash, and role, scope) and children. */
function made(name, properties = {}, ...children) {
  const node = document.createElement(name);
  for (const [key, value] of Object.entries(properties)) {
    if (key.includes('-') || key === 'role' || key === 'scope') {
      node.setAttribute(key, value);
    } else {
      node[key] = value;
    }
  }
  node.append(...children);
  return node;
}

/** Text as it is searched: without case and accents. */
function folded(text) {
  return text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
}

/** A text with {names} filled in. */
function filled(text, values) {
  return text.replace(/\{(\w+)\}/g, (_, name) => values[name]);
}

/** A whole number of units of so many places, exact, with the marks of the person's country. */
function written(units, places, marks) {
  const digits = String(units < 0n ? -units : units).padStart(places + 1, '0');
  const whole = digits.slice(0, digits.length - places).replace(/\B(?=(\d{3})+$)/g, marks.group);
  return (units < 0n ? marks.minus : '') + whole + (places ? marks.decimal + digits.slice(-places) : '');
}

class RowList {
  constructor(model, root) {
    this.model = model;
    this.root = root;
    this.state = { search: '', filters: {}, sort: null, page: 0, size: SIZES[0] };
    this.number = new Intl.NumberFormat(model.get('tag'));
    this.collator = new Intl.Collator(model.get('tag'), { numeric: true });
    this.build();
  }

  /** Everything anew: other columns or rows. What was searched and sorted stays. */
  build() {
    const { model } = this;
    this.columns = model.get('columns');
    Object.assign(this, JSON.parse(model.get('sent'))); // codes and data
    this.words = model.get('words');
    this.classes = this.columns.map(({ end }, place) => {
      const long = !end && this.data[place].text.some(text => text.length > LONG);
      return end ? '' : long ? 'pb-start pb-long' : 'pb-start';
    });
    this.searched = null;
    this.names = this.named();
    const known = new Set(this.codes);
    this.chosen = new Set(model.get('chosen').filter(code => known.has(code)));
    const focus = this.root.contains(document.activeElement) ? document.activeElement.dataset.key : undefined;
    this.count = made('p', { className: 'pb-list-count', role: 'status' });
    this.body = made('tbody');
    this.pages = made('div', { className: 'pb-list-pages' });
    const table = made('table', {}, made('caption', { textContent: model.get('caption') }), this.head(), this.body);
    this.foot = this.columns.some(column => column.total) ? made('tfoot') : null;
    if (this.foot) {
      table.append(this.foot);
    }
    this.paging();
    this.root.replaceChildren(this.tools(), this.count, made('div', { className: 'pb-scroll' }, table), this.pages);
    this.find();
    if (focus) {
      this.root.querySelector(`[data-key="${CSS.escape(focus)}"]`)?.focus();
    }
  }

  /** What each row is called: by its first cell, and where several begin alike by the texts that tell them apart. */
  named() {
    let names = this.data[0]?.text ?? [];
    for (let place = 1; place < this.columns.length; place++) {
      const count = new Map();
      names.forEach(name => count.set(name, (count.get(name) ?? 0) + 1));
      if (count.size === names.length) {
        break;
      }
      const { text } = this.data[place];
      const longer = names.map((name, at) => (count.get(name) > 1 && text[at] ? `${name}, ${text[at]}` : name));
      if (!this.columns[place].end && new Set(longer).size > count.size) {
        names = longer;
      }
    }
    return names;
  }

  tools() {
    const { words, state } = this;
    const box = made('div', { className: 'pb-list-tools' });
    const search = made('input', { type: 'search', value: state.search, 'data-key': 'search' });
    search.addEventListener('input', () => this.change({ search: search.value }));
    search.addEventListener('blur', () => this.tell());
    box.append(made('label', {}, made('span', { textContent: words.search }), search));
    this.columns.forEach((column, place) => {
      if (!column.filters) {
        return;
      }
      const values = [...new Set(this.data[place].parts.flat())].sort(this.collator.compare);
      const select = made('select', { 'data-key': `filter ${column.code}` }, new Option(words.any, ''));
      select.append(...values.map(value => new Option(value, `=${value}`)));
      const kept = state.filters[place];
      select.value = kept && values.includes(kept.slice(1)) ? kept : '';
      state.filters[place] = select.value;
      select.addEventListener('change', () => {
        state.filters[place] = select.value;
        this.change({});
      });
      box.append(made('label', {}, made('span', { textContent: column.heading }), select));
    });
    return box;
  }

  head() {
    const row = made('tr');
    if (this.model.get('selectable')) {
      this.all = made('input', { type: 'checkbox', 'aria-label': this.words.choose_all, 'data-key': 'all' });
      this.all.addEventListener('change', () => {
        this.found.forEach(at => this.chosen[this.all.checked ? 'add' : 'delete'](this.codes[at]));
        this.choose();
        this.draw();
      });
      row.append(made('td', {}, this.all));
    }
    this.heads = this.columns.map((column, place) => {
      const button = made('button', { type: 'button', textContent: column.heading, 'data-key': `sort ${column.code}` });
      button.addEventListener('click', () => {
        const { sort } = this.state;
        const mine = sort?.place === place;
        this.change({ sort: mine && sort.down ? null : { place, down: mine } });
      });
      const cell = made('th', { scope: 'col', className: this.classes[place] }, button);
      row.append(cell);
      return cell;
    });
    return made('thead', {}, row);
  }

  paging() {
    const { words } = this;
    const step = (text, by) => {
      const button = made('button', { type: 'button', textContent: text, 'data-key': text });
      button.addEventListener('click', () => {
        this.state.page += by;
        this.draw();
        if (button.disabled) {
          (by > 0 ? this.back : this.next).focus();
        }
      });
      return button;
    };
    this.back = step(words.previous, -1);
    this.next = step(words.next, 1);
    this.where = made('span', { role: 'status' });
    const size = made('select', { 'data-key': 'size' }, ...SIZES.map(each => new Option(String(each))));
    size.value = String(this.state.size);
    size.addEventListener('change', () => this.change({ size: Number(size.value) }));
    this.pages.append(
      this.back,
      this.where,
      this.next,
      made('label', {}, made('span', { textContent: words.rows_on_page }), size)
    );
  }

  change(state) {
    Object.assign(this.state, state, { page: 0 });
    this.find();
  }

  /** Find the rows that are asked for, in order, and draw the first page of them. */
  find() {
    const { state, data, columns } = this;
    const words = folded(state.search).split(/\s+/).filter(Boolean);
    if (words.length) {
      this.searched ??= this.codes.map((_, at) => folded(data.map(column => column.text[at]).join('\n')));
    }
    const filters = Object.entries(state.filters).filter(([, value]) => value);
    this.found = [];
    for (let at = 0; at < this.codes.length; at++) {
      if (
        words.every(word => this.searched[at].includes(word)) &&
        filters.every(([place, value]) => data[place].parts[at].includes(value.slice(1)))
      ) {
        this.found.push(at);
      }
    }
    if (state.sort && columns[state.sort.place]) {
      const { text, order } = data[state.sort.place];
      const empty = order ? at => order[at] === null : at => text[at] === '';
      const compared = order ? (a, b) => order[a] - order[b] : (a, b) => this.collator.compare(text[a], text[b]);
      const sign = state.sort.down ? -1 : 1;
      this.found.sort((a, b) => empty(a) - empty(b) || (empty(a) ? 0 : sign * compared(a, b)) || a - b);
    }
    this.heads.forEach((cell, place) => {
      const mine = state.sort?.place === place;
      cell.toggleAttribute('aria-sort', mine);
      if (mine) {
        cell.setAttribute('aria-sort', state.sort.down ? 'descending' : 'ascending');
      }
    });
    this.draw();
    this.sum();
    if (this.all) {
      this.narrowed = words.length > 0 || filters.length > 0;
      clearTimeout(this.telling);
      this.telling = setTimeout(() => this.tell(), PAUSE);
    }
  }

  /** Tell Python which rows are found, where some are searched or filtered: what is done with the rows is done with these. */
  tell() {
    clearTimeout(this.telling);
    const found = this.narrowed ? this.found.map(at => this.codes[at]) : null;
    if (JSON.stringify(found) !== JSON.stringify(this.model.get('found'))) {
      this.model.set('found', found);
      this.model.save_changes();
    }
  }

  draw() {
    const { state, words, number } = this;
    const pages = Math.max(1, Math.ceil(this.found.length / state.size));
    state.page = Math.min(Math.max(state.page, 0), pages - 1);
    const first = state.page * state.size;
    this.body.replaceChildren(...this.found.slice(first, first + state.size).map(at => this.row(at)));
    const counts = { shown: number.format(this.found.length), all: number.format(this.codes.length) };
    const said = this.found.length || !this.codes.length ? filled(words.shown, counts) : words.nothing;
    const chosen = this.chosen.size ? ` ${filled(words.chosen, { count: number.format(this.chosen.size) })}` : '';
    this.count.textContent = this.codes.length ? said + chosen : words.empty;
    this.where.textContent = filled(words.page, { page: number.format(state.page + 1), pages: number.format(pages) });
    this.back.disabled = state.page === 0;
    this.next.disabled = state.page === pages - 1;
    this.pages.hidden = this.found.length <= SIZES[0];
    if (this.all) {
      const count = this.found.filter(at => this.chosen.has(this.codes[at])).length;
      this.all.checked = count > 0 && count === this.found.length;
      this.all.indeterminate = count > 0 && count < this.found.length;
    }
  }

  row(at) {
    const row = made('tr');
    const name = this.names[at];
    const code = this.codes[at];
    if (this.all) {
      const label = filled(this.words.choose, { row: name });
      const box = made('input', { type: 'checkbox', 'aria-label': label, 'data-key': `row ${code}` });
      box.checked = this.chosen.has(code);
      box.addEventListener('change', () => {
        this.chosen[box.checked ? 'add' : 'delete'](code);
        this.choose();
        this.draw();
        this.root.querySelector(`[data-key="${CSS.escape(`row ${code}`)}"]`)?.focus();
      });
      row.append(made('td', {}, box));
    }
    this.columns.forEach((column, place) => {
      const cell = made(place ? 'td' : 'th', place ? {} : { scope: 'row' });
      cell.className = this.classes[place];
      cell.append(this.content(column, place, at, name));
      row.append(cell);
    });
    return row;
  }

  /** What is in a cell: text, a link, or a button that opens what is behind it. */
  content(column, place, at, name) {
    const { text, href, order } = this.data[place];
    if (href?.[at]) {
      return made('a', { href: href[at], textContent: text[at], target: '_blank', rel: 'noopener noreferrer' });
    }
    if (!column.opens || text[at] === '' || (order?.[at] === 0 && !column.opens_zero)) {
      return text[at]; // there is nothing behind nothing
    }
    const code = this.codes[at];
    const button = made('button', {
      type: 'button',
      className: 'pb-behind',
      textContent: text[at],
      'aria-label': place ? `${column.heading}, ${name}: ${text[at]}` : name,
      'data-key': `${column.code} ${code}`
    });
    button.addEventListener('click', () => this.model.send({ opens: [code, column.code] }));
    return button;
  }

  /** The totals of the rows that are found: of what is shown in them, to the last digit. */
  sum() {
    if (!this.foot) {
      return;
    }
    const row = made('tr');
    if (this.all) {
      row.append(made('td'));
    }
    this.columns.forEach((column, place) => {
      const { units, places } = this.data[place];
      const whole = column.total && this.found.reduce((sum, at) => sum + BigInt(units[at]), 0n);
      const text = place ? '' : this.words.total;
      row.append(
        made(place ? 'td' : 'th', {
          ...(place ? {} : { scope: 'row' }),
          className: this.classes[place],
          textContent: column.total ? written(whole, places, this.model.get('marks')) : text
        })
      );
    });
    this.foot.replaceChildren(row);
  }

  /** Tell Python which rows are chosen, in the order of the list. */
  choose() {
    this.model.set('chosen', this.codes.filter(code => this.chosen.has(code)));
    this.model.save_changes();
  }
}

function render({ model, el }) {
  el.classList.add('pb-list');
  const list = new RowList(model, el);
  const anew = () => list.build();
  const attend = () =>
    requestAnimationFrame(() => {
      // once it stands in the page and is seen
      el.scrollIntoView({ block: 'nearest' });
      el.querySelector('input[type="search"]').focus({ preventScroll: true });
    });
  model.on('change:sent change:columns change:caption', anew);
  model.on('change:attended', attend);
  if (model.get('attended') > 0) {
    attend();
  }
  return () => {
    clearTimeout(list.telling);
    model.off('change:sent change:columns change:caption', anew);
    model.off('change:attended', attend);
  };
}

export default { render };
