package io.tessera.store.jpa.internal.entity;

import io.tessera.store.spi.Principals.Principal;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.util.Set;
import java.util.TreeSet;

/** Somebody who administers the server. */
@Entity(name = "Principal")
@Table(name = "principals")
public class PrincipalRow {
  private static final String SEPARATOR = " ";

  @Id
  @Column(name = "name_key")
  private String nameKey = "";

  @Column(name = "name")
  private String name = "";

  @Column(name = "password_hash")
  private String passwordHash = "";

  @Column(name = "version")
  private long version;

  @Column(name = "enabled")
  private boolean enabled;

  /** Keys, sorted, with blanks between them. */
  @Column(name = "permissions")
  private String permissions = "";

  protected PrincipalRow() {}

  public PrincipalRow(String nameKey) {
    this.nameKey = nameKey;
  }

  public long version() {
    return version;
  }

  public void put(Principal principal) {
    name = principal.name();
    passwordHash = principal.passwordHash();
    version = principal.version();
    enabled = principal.enabled();
    permissions = String.join(SEPARATOR, new TreeSet<>(principal.permissions()));
  }

  public Principal principal() {
    Set<String> keys = permissions.isEmpty() ? Set.of() : Set.of(permissions.split(SEPARATOR));
    return new Principal(name, passwordHash, version, enabled, keys);
  }
}
