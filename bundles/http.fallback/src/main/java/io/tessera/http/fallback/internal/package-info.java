/** What the web server answers where no door is open. */
package io.tessera.http.fallback.internal;
