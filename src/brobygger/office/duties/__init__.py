"""What the law and the frame oblige the office to do, for whom and by when: duties, decisions on them, the worklist.

For everyone in the office, every day. Duties are computed from the ledger by `brobygger.law`; nobody types one.
Requirements B1-B10, B12, B13, B17-B20, B22-B25. Integrationsloven, repatrieringsloven and the municipality's frame.
"""
