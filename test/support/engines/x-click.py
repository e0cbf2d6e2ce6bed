"""Clicks a mouse button on the display, which the window of webkit-host.py fills.

The driver of WebKitGTK 2.50 always releases the left button, so a middle click causes `mousedown` of the middle button
and `click` of the left one. The X server does it right. Arguments: x, y, button (2 middle, 3 right).
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
