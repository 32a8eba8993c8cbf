package io.tessera.store.jpa.internal.entity;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

/** An encrypted value under its reference. */
@Entity(name = "Secret")
@Table(name = "secrets")
public class SecretRow {
  @Id
  @Column(name = "reference")
  private String reference = "";

  @Column(name = "sealed")
  private byte[] sealed = {};

  protected SecretRow() {}

  public SecretRow(String reference) {
    this.reference = reference;
  }

  public String reference() {
    return reference;
  }

  public byte[] sealed() {
    return sealed.clone();
  }

  public void seal(byte[] value) {
    sealed = value.clone();
  }
}
