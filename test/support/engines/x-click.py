"""Presses and releases a button of the mouse on the display, where the window of webkit-host.py fills all of it.

The driver of WebKitGTK 2.50 lets go of the left button whatever it pressed, so that a page hears `mousedown` of the
middle one and `click` of the left one. The X server does it right. Arguments: x, y, button (2 middle, 3 right).
"""
import ctypes
import sys

x, y, button = (int(each) for each in sys.argv[1:4])
x11 = ctypes.CDLL("libX11.so.6")
xtst = ctypes.CDLL("libXtst.so.6")
x11.XOpenDisplay.restype = ctypes.c_void_p
display = ctypes.c_void_p(x11.XOpenDisplay(None))
now = ctypes.c_ulong(0)
xtst.XTestFakeMotionEvent(display, -1, x, y, now)
xtst.XTestFakeButtonEvent(display, button, 1, now)
xtst.XTestFakeButtonEvent(display, button, 0, now)
x11.XSync(display, 0)
