package io.tessera.store.jpa.internal.entity;

import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A version of a configuration document, kept for good. */
@Entity(name = "ConfigurationHistory")
@Table(name = "configuration_history")
public class HistoryRow {
  @EmbeddedId private Key key = new Key();

  @Column(name = "name")
  private String name = "";

  @Column(name = "version")
  private long version;

  @Column(name = "happened")
  private long happened;

  @Column(name = "who")
  private String who = "";

  @Column(name = "document")
  private byte @Nullable [] document;

  protected HistoryRow() {}

  /**
   * @param happened milliseconds since 1970
   * @param document null when it was removed
   */
  public HistoryRow(
      Key key, String name, long version, long happened, String who, byte @Nullable [] document) {
    this.key = key;
    this.name = name;
    this.version = version;
    this.happened = happened;
    this.who = who;
    this.document = document;
  }

  public Key key() {
    return key;
  }

  public String name() {
    return name;
  }

  public long version() {
    return version;
  }

  public long happened() {
    return happened;
  }

  public String who() {
    return who;
  }

  /** What it was; asked of those that were not removed. */
  public byte[] presentDocument() {
    return document == null ? new byte[0] : document;
  }

  /** Which document, at which version of the whole configuration. */
  @Embeddable
  public static class Key {
    @Column(name = "kind")
    private String kind = "";

    @Column(name = "id")
    private String id = "";

    @Column(name = "configuration")
    private long configuration;

    protected Key() {}

    public Key(String kind, String id, long configuration) {
      this.kind = kind;
      this.id = id;
      this.configuration = configuration;
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Key that
          && kind.equals(that.kind)
          && id.equals(that.id)
          && configuration == that.configuration;
    }

    @Override
    public int hashCode() {
      return Objects.hash(kind, id, configuration);
    }
  }
}
