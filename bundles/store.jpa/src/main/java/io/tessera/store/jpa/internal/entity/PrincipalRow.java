package io.tessera.store.jpa.internal.entity;

import io.tessera.store.spi.Principals.Principal;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/** Somebody who administers the server. */
@Entity(name = "Principal")
@Table(name = "principals")
public class PrincipalRow {
  private static final String SEPARATOR = " ";
  private static final String UNLIMITED = "administrator";

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

  /** What servers of before there were roles go by: all, or nothing. */
  @Column(name = "permissions")
  private String permissions = "";

  @Column(name = "display_name")
  private String displayName = "";

  @Column(name = "email")
  private String email = "";

  @Column(name = "stamp")
  private String stamp = "";

  /** Keys, sorted, with blanks between them. */
  @Column(name = "roles")
  private String roles = "";

  /** Ids, sorted, with blanks between them. */
  @Column(name = "targets")
  private String targets = "";

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
    roles = joined(principal.roles());
    permissions = roles.equals(UNLIMITED) ? "*" : "";
    displayName = principal.displayName();
    email = principal.email();
    stamp = principal.stamp();
    targets = joined(principal.targets());
  }

  private static String joined(Set<?> words) {
    return words.stream().map(Object::toString).sorted().collect(Collectors.joining(SEPARATOR));
  }

  public Principal principal() {
    return new Principal(
        name,
        displayName,
        email,
        passwordHash,
        version,
        stamp,
        enabled,
        Set.copyOf(words(roles)),
        words(targets).stream().map(UUID::fromString).collect(Collectors.toUnmodifiableSet()));
  }

  private static List<String> words(String joined) {
    return joined.isEmpty() ? List.of() : List.of(joined.split(SEPARATOR));
  }
}
