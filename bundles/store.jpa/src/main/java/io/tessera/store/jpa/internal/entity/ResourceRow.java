package io.tessera.store.jpa.internal.entity;

import jakarta.persistence.Column;
import jakarta.persistence.Id;
import jakarta.persistence.MappedSuperclass;

/** What identities and groups have in common: their facts and their document. */
@MappedSuperclass
public abstract class ResourceRow {
  @Id
  @Column(name = "id")
  private String id = "";

  @Column(name = "domain", updatable = false)
  private String domain = "";

  @Column(name = "version")
  private long version;

  @Column(name = "created", updatable = false)
  private long created;

  @Column(name = "last_modified")
  private long lastModified;

  @Column(name = "label")
  private String label = "";

  @Column(name = "document")
  private byte[] document = {};

  protected ResourceRow() {}

  protected ResourceRow(String id, String domain, long created) {
    this.id = id;
    this.domain = domain;
    this.created = created;
  }

  public String id() {
    return id;
  }

  public String domain() {
    return domain;
  }

  public long version() {
    return version;
  }

  public long created() {
    return created;
  }

  public long lastModified() {
    return lastModified;
  }

  public byte[] document() {
    return document;
  }

  /**
   * Puts the next version in place.
   *
   * @param modifiedMillis since 1970
   * @param name for display
   * @param json UTF-8
   */
  public void put(long newVersion, long modifiedMillis, String name, byte[] json) {
    version = newVersion;
    lastModified = modifiedMillis;
    label = name;
    document = json;
  }
}
