package io.tessera.store.jpa.internal.entity;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import org.jspecify.annotations.Nullable;

/** An identity; its single-valued indexed attributes are columns, folded for comparison. */
@Entity(name = "Identity")
@Table(name = "identities")
public class IdentityRow extends ResourceRow {
  @Column(name = "user_name")
  private String userName = "";

  @Column(name = "display_name")
  private @Nullable String displayName;

  @Column(name = "family_name")
  private @Nullable String familyName;

  @Column(name = "given_name")
  private @Nullable String givenName;

  @Column(name = "employee_number")
  private @Nullable String employeeNumber;

  @Column(name = "active")
  private @Nullable Boolean active;

  protected IdentityRow() {}

  public IdentityRow(String id, String domain, long created) {
    super(id, domain, created);
  }

  /** Sets the columns by which identities are found. */
  public void index(IdentityColumns columns) {
    userName = columns.userName();
    displayName = columns.displayName();
    familyName = columns.familyName();
    givenName = columns.givenName();
    employeeNumber = columns.employeeNumber();
    active = columns.active();
  }

  /** Values as they are compared; null where the identity has none. */
  public record IdentityColumns(
      String userName,
      @Nullable String displayName,
      @Nullable String familyName,
      @Nullable String givenName,
      @Nullable String employeeNumber,
      @Nullable Boolean active) {}
}
