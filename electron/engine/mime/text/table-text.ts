/** Cells as text: those of a row stand on one line with tabs between them, empty ones included, so that columns can be told apart. */
interface Table {
  /** Known to hold data and not a layout: it has headings, a border, or rows of more than one cell with words. */
  data: boolean;
  cells: number;
  /** Cells of this row that have words. */
  filled: number;
  hasWords: boolean;
  /** Tabs owed before the next words. */
  tabs: number;
  /** Columns that the cell before took beyond its first. */
  spanned: number;
  /** A cell of this row took several lines: what follows begins a line of its own. */
  tall: boolean;
  /** Anything at all was written in it. */
  used: boolean;
}

const deepest = 256;

/** Follows tables inside tables and says what separates a cell from the one before it. */
export class Tables {
  private readonly open: Table[] = [];
  private beyond = 0;

  private get top(): Table | undefined {
    return this.open.at(-1);
  }

  begin(bordered: boolean): void {
    if (this.open.length >= deepest) {
      this.beyond += 1;
      return;
    }
    const outer = this.top;
    if (outer) outer.tabs = 0;
    this.open.push({ data: bordered, cells: 0, filled: 0, hasWords: false, tabs: 0, spanned: 0, tall: false, used: false });
  }

  end(): void {
    if (this.beyond > 0) {
      this.beyond -= 1;
      return;
    }
    const inner = this.open.pop();
    const outer = this.top;
    if (!inner?.used || !outer) return;
    if (!outer.hasWords) outer.filled += 1;
    outer.hasWords = true;
    outer.used = true;
    outer.tall = true;
  }

  /** A row begins or ends. @returns whether the row before it took one line, so that this one stands directly below it */
  row(): boolean {
    const table = this.top;
    if (!table) return false;
    const short = table.filled > 0 && !table.tall;
    Object.assign(table, { cells: 0, filled: 0, hasWords: false, tabs: 0, spanned: 0, tall: false });
    return short;
  }

  /** A cell begins. @param columns how many it spans. @returns what separates it from what stands before it in its row */
  cell(heading: boolean, columns: number): 'nothing' | 'tab' | 'line' | 'blank' {
    const table = this.top;
    if (!table) return 'blank';
    table.data ||= heading;
    table.cells += 1;
    table.hasWords = false;
    const { spanned } = table;
    table.spanned = columns - 1;
    if (table.cells === 1) return 'nothing';
    if (table.tall) return 'line';
    table.tabs += 1 + spanned;
    return table.filled > 0 ? 'tab' : 'nothing';
  }

  /** Words are about to be written. @returns the tabs that belong before them */
  words(): number {
    const table = this.top;
    if (!table) return 0;
    const tabs = table.filled > 0 || table.data ? table.tabs : 0;
    table.tabs = 0;
    table.used = true;
    if (!table.hasWords) table.filled += 1;
    table.hasWords = true;
    if (table.filled > 1) table.data = true;
    return tabs;
  }

  /** A line break is about to be written between words. */
  lineBreak(): void {
    const table = this.top;
    if (table?.hasWords) table.tall = true;
  }
}
