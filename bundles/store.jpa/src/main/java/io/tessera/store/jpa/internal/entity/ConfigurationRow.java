package io.tessera.store.jpa.internal.entity;

import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import java.util.Objects;

/** The present version of a configuration document. */
@Entity(name = "Configuration")
@Table(name = "configuration_items")
public class ConfigurationRow {
  @EmbeddedId private Key key = new Key();

  @Column(name = "name_key")
  private String nameKey = "";

  @Column(name = "name")
  private String name = "";

  @Column(name = "version")
  private long version;

  @Column(name = "document")
  private byte[] document = {};

  protected ConfigurationRow() {}

  public ConfigurationRow(Key key) {
    this.key = key;
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

  public byte[] document() {
    return document;
  }

  /**
   * Puts the next version in place.
   *
   * @param key the name as it is compared
   * @param json UTF-8
   */
  public void put(String newName, String key, long newVersion, byte[] json) {
    name = newName;
    nameKey = key;
    version = newVersion;
    document = json;
  }

  /** What it is, and which. */
  @Embeddable
  public static class Key {
    @Column(name = "kind")
    private String kind = "";

    @Column(name = "id")
    private String id = "";

    protected Key() {}

    public Key(String kind, String id) {
      this.kind = kind;
      this.id = id;
    }

    public String kind() {
      return kind;
    }

    public String id() {
      return id;
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Key that && kind.equals(that.kind) && id.equals(that.id);
    }

    @Override
    public int hashCode() {
      return Objects.hash(kind, id);
    }
  }
}
