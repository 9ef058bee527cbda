/** Which page an address shows. */

import { showCourse } from "./pages/course.js";
import { showEnrollment } from "./pages/enrollment.js";
import { showInvitation } from "./pages/invitation.js";
import { showMissing } from "./pages/missing.js";
import { showStudio } from "./pages/studio.js";
import { showWelcome } from "./pages/welcome.js";

const ROUTES = [
  [/^\/$/, showWelcome],
  [/^\/invitations\/?$/, showInvitation],
  [/^\/([a-z0-9-]+)\/?$/, showStudio],
  [/^\/([a-z0-9-]+)\/courses\/([A-Za-z0-9_]+)\/?$/, showCourse],
  [/^\/([a-z0-9-]+)\/enrollments\/([A-Za-z0-9_]+)\/?$/, showEnrollment],
];

function start() {
  const app = document.getElementById("app");
  for (const [pattern, show] of ROUTES) {
    const found = pattern.exec(location.pathname);
    if (found) return show(app, ...found.slice(1));
  }
  return showMissing(app);
}

start();
