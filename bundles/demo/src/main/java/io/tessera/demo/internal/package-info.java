/** Connects the demo directory to the server. Never part of production. */
package io.tessera.demo.internal;
