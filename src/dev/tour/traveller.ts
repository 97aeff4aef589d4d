import { newPerson, type Person } from '../drive/main-job.ts';
import type { Surface } from '../drive/surface.ts';
import type { World } from '../drive/world.ts';
import type { Album } from './album.ts';

/** The person of the tour: their open windows, and the state between two steps. */
export class Traveller {
  readonly world: World;
  readonly album: Album;
  readonly person: Person = newPerson('maria');
  /** The dashboard's number of open tasks, as last seen. */
  openTasks = 0;
  readonly #open = new Map<string, Surface>();

  constructor(world: World, album: Album) {
    this.world = world;
    this.album = album;
  }

  /** The popup. It is opened again if it has closed: it closes whenever it loses the focus. */
  popup(): Promise<Surface> {
    return this.#having('popup', () => this.world.browser.openPopup());
  }

  panel(by?: () => Promise<void>): Promise<Surface> {
    return this.#having('panel', () => this.world.browser.openPanel(by));
  }

  /** The web page of the tour. */
  page(): Promise<Surface> {
    return this.#having('page', () => this.world.browser.openPage(`${this.world.site.url}/invoices/41`));
  }

  async closePopup(): Promise<void> {
    const popup = this.#open.get('popup');
    this.#open.delete('popup');
    if (popup && (await popup.isOpen())) await popup.close();
  }

  async restartBrowser(): Promise<void> {
    this.#open.clear();
    await this.world.browser.restart();
  }

  async #having(name: string, open: () => Promise<Surface>): Promise<Surface> {
    const known = this.#open.get(name);
    if (known && (await known.isOpen())) return known;
    const surface = await open();
    this.#open.set(name, surface);
    return surface;
  }
}
