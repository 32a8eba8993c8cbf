package io.tessera.store.jpa.internal.entity;

import io.tessera.store.spi.Change;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import org.jspecify.annotations.Nullable;

/** An entry of the journal; written once. */
@Entity(name = "Change")
@Table(name = "changes")
public class ChangeRow {
  @Id
  @Column(name = "id")
  private String id = "";

  @Column(name = "happened")
  private long happened;

  @Column(name = "kind")
  private String kind = "";

  @Column(name = "resource_type")
  private String type = "";

  @Column(name = "resource_id")
  private String resource = "";

  @Column(name = "version")
  private long version;

  @Column(name = "service_provider")
  private String serviceProvider = "";

  @Column(name = "actor")
  private String actor = "";

  @Column(name = "channel")
  private String channel = "";

  @Column(name = "causality")
  private String causality = "";

  @Column(name = "configuration")
  private long configuration;

  @Column(name = "decisions")
  private byte @Nullable [] decisions;

  @Column(name = "state_before")
  private byte @Nullable [] before;

  @Column(name = "state_after")
  private byte @Nullable [] after;

  @Column(name = "members")
  private byte @Nullable [] members;

  protected ChangeRow() {}

  /**
   * An entry with the change's trees as JSON, UTF-8; null where there is none.
   *
   * @param decisions which rules selected which targets
   */
  public ChangeRow(
      Change change,
      byte @Nullable [] decisions,
      byte @Nullable [] before,
      byte @Nullable [] after,
      byte @Nullable [] members) {
    id = change.id().toString();
    happened = change.at().toEpochMilli();
    kind = change.kind().name();
    type = change.type().name();
    resource = change.resource().toString();
    version = change.version();
    serviceProvider = change.origin().serviceProvider();
    actor = change.origin().actor();
    channel = change.origin().channel();
    causality = change.origin().causality();
    configuration = change.configuration();
    this.decisions = decisions;
    this.before = before;
    this.after = after;
    this.members = members;
  }
}
