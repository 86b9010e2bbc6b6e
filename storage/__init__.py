"""The tool's memory: where dossiers are kept, the files they travel in, and the way back from damage."""
