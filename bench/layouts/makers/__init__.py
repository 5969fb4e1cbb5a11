"""Writers of file formats: pages, Word, OpenDocument, RTF."""
