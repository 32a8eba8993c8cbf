package io.tessera.provisioning.api.admin;

/**
 * A place in the audit chain. Whoever keeps one elsewhere can tell later whether the chain up to it
 * is still the same.
 *
 * @param position from 1
 * @param link 64 hexadecimal digits
 */
public record ChainPlace(long position, String link) {}
