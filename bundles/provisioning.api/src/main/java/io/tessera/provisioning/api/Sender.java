package io.tessera.provisioning.api;

/**
 * Where somebody who signs in comes from.
 *
 * @param address as the outermost proxy that is believed saw it; may be empty
 * @param causality the request, as its answer tells in {@code X-Causality-Id}
 */
public record Sender(String address, Channel channel, String causality) {}
