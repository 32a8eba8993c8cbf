package io.tessera.inbound.http;

/**
 * An answer in the words of one door.
 *
 * @param body UTF-8
 */
@SuppressWarnings("ArrayRecordComponent") // a body on its way out, nobody compares it
public record Answer(int status, String contentType, byte[] body) {}
