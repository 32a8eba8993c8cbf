package io.tessera.store.jpa.internal.entity;

import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import java.util.Objects;

/** What one service provider calls a resource. */
@Entity(name = "ExternalId")
@Table(name = "external_ids")
public class ExternalIdRow {
  @EmbeddedId private Key key = new Key();

  @Column(name = "resource_type", updatable = false)
  private String type = "";

  @Column(name = "value")
  private String value = "";

  protected ExternalIdRow() {}

  public ExternalIdRow(Key key, String type, String value) {
    this.key = key;
    this.type = type;
    this.value = value;
  }

  public Key key() {
    return key;
  }

  public String value() {
    return value;
  }

  public void call(String newValue) {
    value = newValue;
  }

  /** Whose name for what. */
  @Embeddable
  public static class Key {
    @Column(name = "resource_id")
    private String resource = "";

    @Column(name = "service_provider")
    private String serviceProvider = "";

    protected Key() {}

    public Key(String resource, String serviceProvider) {
      this.resource = resource;
      this.serviceProvider = serviceProvider;
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Key that
          && resource.equals(that.resource)
          && serviceProvider.equals(that.serviceProvider);
    }

    @Override
    public int hashCode() {
      return Objects.hash(resource, serviceProvider);
    }
  }
}
