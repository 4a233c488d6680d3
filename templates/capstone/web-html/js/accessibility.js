// Nothing to load here: the page only has to speak the reader's language.

import { start } from "./shell.js";

start(() => {});
