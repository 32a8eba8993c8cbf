package io.tessera.telemetry.internal;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.sdk.common.InstrumentationLibraryInfo;
import io.opentelemetry.sdk.common.InstrumentationScopeInfo;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.data.EventData;
import io.opentelemetry.sdk.trace.data.LinkData;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.data.StatusData;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** A span that has ended, as OpenTelemetry's exporter reads it. */
record ToldSpan(
    Resource resource,
    String name,
    SpanKind kind,
    SpanContext place,
    SpanContext above,
    Instant began,
    Duration took,
    Attributes attributes,
    List<LinkData> links,
    boolean failed)
    implements SpanData {
  ToldSpan {
    links = List.copyOf(links);
  }

  @Override
  public String getName() {
    return name;
  }

  @Override
  public SpanKind getKind() {
    return kind;
  }

  @Override
  public SpanContext getSpanContext() {
    return place;
  }

  @Override
  public SpanContext getParentSpanContext() {
    return above;
  }

  @Override
  public StatusData getStatus() {
    return failed ? StatusData.error() : StatusData.unset();
  }

  @Override
  public long getStartEpochNanos() {
    return Nanos.of(began);
  }

  @Override
  public long getEndEpochNanos() {
    return Nanos.of(began) + took.toNanos();
  }

  @Override
  public Attributes getAttributes() {
    return attributes;
  }

  @Override
  public int getTotalAttributeCount() {
    return attributes.size();
  }

  @Override
  public List<EventData> getEvents() {
    return List.of();
  }

  @Override
  public int getTotalRecordedEvents() {
    return 0;
  }

  @Override
  public List<LinkData> getLinks() {
    return links;
  }

  @Override
  public int getTotalRecordedLinks() {
    return links.size();
  }

  @Override
  public boolean hasEnded() {
    return true;
  }

  @Override
  @Deprecated
  public InstrumentationLibraryInfo getInstrumentationLibraryInfo() {
    return InstrumentationLibraryInfo.create(Collector.SCOPE.getName(), null);
  }

  @Override
  public InstrumentationScopeInfo getInstrumentationScopeInfo() {
    return Collector.SCOPE;
  }

  @Override
  public Resource getResource() {
    return resource;
  }
}
