package io.tessera.inbound.soap.internal.wso2;

import java.util.List;

/**
 * What is configured for the services of WSO2.
 *
 * @param maxNames most names in one answer
 * @param claims lines of the claim table that are added to the standard ones
 */
public record Wso2Limits(int maxNames, List<String> claims) {
  public Wso2Limits {
    claims = List.copyOf(claims);
  }
}
