package io.tessera.metering;

import java.time.Duration;
import java.time.Instant;

/**
 * A request that was answered. There is no place for what it was about.
 *
 * @param causality id under which all that it causes is found
 * @param door name of the servlet
 * @param route the first part of its path, or what stands for it
 * @param method of HTTP
 * @param status of the answer
 * @param traceparent the caller's place in a trace of their own as they told it (W3C Trace
 *     Context), not checked; empty when they told none
 */
public record AnsweredRequest(
    String causality,
    String door,
    String route,
    String method,
    int status,
    Instant began,
    Duration took,
    String traceparent) {}
