"""What a document may cost. Beyond a limit a file is left unread with a reason, or read in part and marked `cut`.

Sizes are bytes unless the name says otherwise. The values leave room for the largest honest capstone documents met so
far (a 130-page report, a 5,000-line specification) by a factor of at least ten.
"""

from __future__ import annotations

MEGABYTE = 1024 * 1024

# one file
TEXT_BYTES = 4 * MEGABYTE
TEXT_LINES = 40_000
TABLE_BYTES = 32 * MEGABYTE  # csv and tsv: exports are large, only their head is decoded
TABLE_HEAD_BYTES = 2 * MEGABYTE
NOTEBOOK_BYTES = 32 * MEGABYTE  # outputs are skipped, not built
ARCHIVE_BYTES = 64 * MEGABYTE
PDF_BYTES = 64 * MEGABYTE

# the whole repository
FILES = 5_000
TOTAL_BYTES = 512 * MEGABYTE
TOTAL_SECONDS = 60.0
TOTAL_KEPT = 384 * MEGABYTE  # of memory, roughly, for all documents together
PART_COST = 250  # of memory for a paragraph, a cell… besides its characters

# what is kept of one document
SECTIONS = 5_000
PARTS = 100_000  # paragraphs, tables, links… together
CHARACTERS = 8 * MEGABYTE  # of text kept, in characters
PARAGRAPH_CHARACTERS = 20_000
CELL_CHARACTERS = 2_000
ROWS = 2_000
COLUMNS = 100
TABLE_CELLS = 100_000

# zipped formats
ENTRIES = 5_000
UNZIPPED_BYTES = 256 * MEGABYTE  # declared, all parts together
PART_BYTES = 48 * MEGABYTE
RATIO = 200  # declared size over compressed size, for parts over RATIO_FLOOR
RATIO_FLOOR = MEGABYTE
SHARED_STRINGS = 200_000
SHEETS = 100
SLIDES = 1_000

# XML
XML_NODES = 1_000_000
XML_ELEMENT_NODES = 300_000  # inside one paragraph, table, row or slide

# the child process that reads pdf files
PDF_PAGES = 1_000
PDF_PAGE_CHARACTERS = 40_000
PDF_CHARACTERS = 3_000_000
PDF_SECONDS = 15.0  # one file, wall clock
PDF_TOTAL_SECONDS = 60.0  # all files together
PDF_CPU_SECONDS = 60
PDF_MEMORY = 768 * MEGABYTE  # address space of the child, libraries included
PDF_REPLY_BYTES = 48 * MEGABYTE
PDF_RESTARTS = 5

# nested structures of text formats
NESTING = 20
CONTAINERS = 40_000  # lists and quotes begun in one Markdown text
