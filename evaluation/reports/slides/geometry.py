"""Where things go on a slide of 960 by 540 points (16:9), and in which type sizes."""

from __future__ import annotations

ACROSS, DOWN = 960, 540
LEFT, WIDE = 44, 872
BOLD = 1.1  # how much wider bold type is
TITLE_WIDE = WIDE / BOLD
PLACE_TOP, PLACE_TALL, PLACE_SIZE = 20, 18, 12  # where in the report a slide stands, above its title
TITLE_TOP = 40
# Points of type and lines that there are: a title is never cut before it is small and five lines long.
TITLE_SIZES = ((26, 2), (22, 3), (18, 4), (16, 4), (14, 5))
SUBTITLE_SIZES = ((14, 2), (12, 2), (11, 3))
CAPTION_SIZES = ((11, 2), (10, 3))
FOOT_SIZES = ((9, 2), (8, 3))
COVER_SIZES = ((36, 3), (28, 4), (20, 5))
COVER_LINE_SIZES = ((18, 2), (14, 2), (12, 2))
NOTICE_SIZES = ((14, 3), (12, 3))
CAPTION_TOP, CAPTION_TALL = 448, 36
FOOT_RULE, FOOT_TOP, FOOT_TALL = 490, 494, 32
NUMBER_WIDE = 60
LOGO_WIDE, LOGO_TALL = 110, 28  # on every slide but the first
PLACE_WIDE = WIDE - LOGO_WIDE - 20
COVER_LOGO_WIDE, COVER_LOGO_TALL = 260, 90

BELOW_TITLE = 12
BODY_TOP = 138  # below the tallest title
BODY_TALL = FOOT_RULE - 6 - BODY_TOP
TEXT_SIZES = (20, 18, 16, 14)  # the first in which all of a text fits one slide
PARAGRAPH = 16  # where it needs several
INDENT = 18  # of a bullet's words
AFTER = 6  # below a paragraph
PARTS = 16  # what stands under a chart
BAR_TALL = 130  # a chart of a single bar
# Below the tallest title and subtitle, and a single bar, down to the caption.
PARTS_TALL = CAPTION_TOP - (BODY_TOP + 44 + BAR_TALL)
CELL_PAD = 3
