"""The window in which WebKitWebDriver opens its tabs: a browser with one tab bar and a persistent profile.

MiniBrowser does not persist its profile under automation. Needs python3-gi and gir1.2-webkit2-4.1 of Debian.
Arguments: the directory of the profile, `private` for private browsing, `quota=` with the MiB that a site may store.
SIGUSR1 shows the tab that the driver selected last, which hides the others.
"""
import os
import signal
import sys

import gi

gi.require_version("Gtk", "3.0")
gi.require_version("WebKit2", "4.1")
from gi.repository import GLib, Gtk, WebKit2  # noqa: E402

profile = sys.argv[1]
quota = next((int(each[6:]) for each in sys.argv if each.startswith("quota=")), 0) * 2**20
disk = os.statvfs(profile)
limits = {name: quota / (disk.f_blocks * disk.f_frsize) for name in ["origin_storage_ratio", "total_storage_ratio"]}
context = WebKit2.WebContext(
    website_data_manager=WebKit2.WebsiteDataManager(is_ephemeral=True)
    if "private" in sys.argv
    else WebKit2.WebsiteDataManager(
        base_data_directory=profile + "/data", base_cache_directory=profile + "/cache", **(limits if quota else {})
    )
)
context.set_automation_allowed(True)
# Writes the console of every page to stderr, including uncaught errors and CSP violations.
settings = WebKit2.Settings(enable_write_console_messages_to_stdout=True, enable_page_cache=True)
window = Gtk.Window(default_width=1280, default_height=800)
tabs = Gtk.Notebook(show_tabs=False, show_border=False)
selected = None


def add(view, in_front=True):
    view.set_settings(settings)
    view.connect("close", lambda *_: view.destroy())
    view.connect("grab-focus", select)
    view.connect("create", lambda *_: add(WebKit2.WebView(related_view=view)))
    view.connect("decide-policy", open_in_background)
    view.show()
    page = tabs.append_page(view, None)
    if in_front:
        tabs.set_current_page(page)
    return view


def select(view):
    """Called when the driver switches to a tab. SIGUSR1 shows it in a second step, so that a test can evaluate code in
    a hidden tab without showing it."""
    global selected
    selected = view


def open_in_background(view, decision, kind):
    """Opens a link in a background tab for a middle click or Control: WebKitGTK leaves this to the browser."""
    if kind != WebKit2.PolicyDecisionType.NAVIGATION_ACTION:
        return False
    action = decision.get_navigation_action()
    if action.get_request().get_uri().startswith("mailto:"):
        decision.ignore()  # for a mail program
        return True
    control = action.get_modifiers() & 4
    if not (action.get_mouse_button() == 2 or (action.get_mouse_button() == 1 and control)):
        return False
    add(WebKit2.WebView(related_view=view), in_front=False).load_request(action.get_request())
    decision.ignore()
    return True


def show_selected(*_):
    tabs.set_current_page(tabs.page_num(selected))
    return True


def started(_, session):
    info = WebKit2.ApplicationInfo()
    info.set_name("personalize-test")
    session.set_application_info(info)
    session.connect(
        "create-web-view", lambda *_: add(WebKit2.WebView(web_context=context, is_controlled_by_automation=True))
    )


context.connect("automation-started", started)
GLib.unix_signal_add(GLib.PRIORITY_HIGH, signal.SIGUSR1, show_selected)
window.add(tabs)
window.show_all()
Gtk.main()
