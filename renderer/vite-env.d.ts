/** Types of what Vite resolves in imports: style sheets, raw texts, pictures, globs. */
/// <reference types="vite/client" />
