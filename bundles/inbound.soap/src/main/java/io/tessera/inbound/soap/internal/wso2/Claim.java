package io.tessera.inbound.soap.internal.wso2;

import io.tessera.inbound.soap.internal.AttributeSlot;

/**
 * One claim and the attribute it stands for.
 *
 * @param path of the attribute, as configured
 */
record Claim(String uri, String path, AttributeSlot slot) {
  String dialect() {
    return uri.startsWith(ClaimTable.DIALECT + "/")
        ? ClaimTable.DIALECT
        : uri.substring(0, Math.max(0, Math.max(uri.lastIndexOf('/'), uri.lastIndexOf(':'))));
  }

  /** What a person calls it. */
  String label() {
    return uri.substring(Math.max(uri.lastIndexOf('/'), uri.lastIndexOf(':')) + 1);
  }
}
