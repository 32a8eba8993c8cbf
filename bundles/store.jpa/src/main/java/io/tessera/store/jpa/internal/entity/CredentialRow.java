package io.tessera.store.jpa.internal.entity;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

/** The password of an identity, apart from its document. */
@Entity(name = "Credential")
@Table(name = "credentials")
public class CredentialRow {
  @Id
  @Column(name = "resource_id")
  private String resource = "";

  @Column(name = "password_hash")
  private String passwordHash = "";

  protected CredentialRow() {}

  public CredentialRow(String resource, String passwordHash) {
    this.resource = resource;
    this.passwordHash = passwordHash;
  }
}
