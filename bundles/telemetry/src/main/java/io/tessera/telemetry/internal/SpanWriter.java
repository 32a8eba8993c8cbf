package io.tessera.telemetry.internal;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.data.LinkData;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.tessera.metering.AnsweredRequest;
import io.tessera.metering.TargetCall;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Makes spans of what happened, by OpenTelemetry's names where it has some. */
final class SpanWriter {
  private static final AttributeKey<String> CAUSALITY =
      AttributeKey.stringKey("tessera.causality_id");
  private static final AttributeKey<String> DOOR = AttributeKey.stringKey("tessera.door");
  private static final AttributeKey<String> METHOD = AttributeKey.stringKey("http.request.method");
  private static final AttributeKey<String> ROUTE = AttributeKey.stringKey("http.route");
  private static final AttributeKey<Long> STATUS =
      AttributeKey.longKey("http.response.status_code");
  private static final AttributeKey<String> ERROR = AttributeKey.stringKey("error.type");
  private static final AttributeKey<String> PEER = AttributeKey.stringKey("peer.service");
  private static final AttributeKey<String> TARGET = AttributeKey.stringKey("tessera.target");
  private static final AttributeKey<String> TYPE = AttributeKey.stringKey("tessera.connector.type");
  private static final AttributeKey<String> CONNECTOR = AttributeKey.stringKey("tessera.connector");
  private static final AttributeKey<String> ACTION = AttributeKey.stringKey("tessera.action");
  private static final AttributeKey<String> RESULT = AttributeKey.stringKey("tessera.result");
  private static final AttributeKey<Long> ATTEMPT = AttributeKey.longKey("tessera.attempt");

  private static final Set<String> WELL = Set.of("APPLIED", "PENDING", "FOUND", "ABSENT");
  private static final int FIRST_SERVER_ERROR = 500;

  private final Resource resource;

  SpanWriter(Resource resource) {
    this.resource = resource;
  }

  /**
   * The root of the change's own trace, and a span in the trace of the caller, when they keep one;
   * each links to the other.
   *
   * @param own whether there is a trace of the change
   */
  List<SpanData> of(AnsweredRequest request, boolean own) {
    SpanContext root = Place.ofRequest(request.causality());
    Optional<SpanContext> caller = Place.ofCaller(request.traceparent());
    List<SpanData> spans = new ArrayList<>();
    if (own) {
      spans.add(span(request, root, SpanContext.getInvalid(), caller.stream().toList()));
    }
    caller
        .filter(SpanContext::isSampled)
        .ifPresent(
            above ->
                spans.add(
                    span(request, Place.below(above), above, own ? List.of(root) : List.of())));
    return spans;
  }

  private SpanData span(
      AnsweredRequest request, SpanContext place, SpanContext above, List<SpanContext> links) {
    boolean failed = request.status() >= FIRST_SERVER_ERROR;
    AttributesBuilder attributes =
        Attributes.builder()
            .put(CAUSALITY, request.causality())
            .put(DOOR, request.door())
            .put(METHOD, request.method())
            .put(ROUTE, request.route())
            .put(STATUS, request.status());
    if (failed) {
      attributes.put(ERROR, Integer.toString(request.status()));
    }
    return new ToldSpan(
        resource,
        request.method() + " " + request.route(),
        SpanKind.SERVER,
        place,
        above,
        request.began(),
        request.took(),
        attributes.build(),
        links.stream().map(LinkData::create).toList(),
        failed);
  }

  /** Below the request that caused the change, whenever and on whichever node it was answered. */
  SpanData of(TargetCall call) {
    boolean failed = !WELL.contains(call.result());
    AttributesBuilder attributes =
        Attributes.builder()
            .put(CAUSALITY, call.causality())
            .put(PEER, call.target())
            .put(TARGET, call.target())
            .put(TYPE, call.connectorType())
            .put(CONNECTOR, call.connector())
            .put(ACTION, call.action())
            .put(RESULT, call.result())
            .put(ATTEMPT, call.attempt());
    if (failed) {
      attributes.put(ERROR, call.result());
    }
    SpanContext root = Place.ofRequest(call.causality());
    return new ToldSpan(
        resource,
        call.action() + " " + call.target(),
        SpanKind.CLIENT,
        Place.below(root),
        root,
        call.began(),
        call.took(),
        attributes.build(),
        List.of(),
        failed);
  }
}
