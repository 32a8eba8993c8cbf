package io.tessera.scim1.protocol;

/** The URNs of SCIM 1.1. */
public final class Scim1Urns {
  public static final String CORE = "urn:scim:schemas:core:1.0";
  public static final String ENTERPRISE = "urn:scim:schemas:extension:enterprise:1.0";

  /** Under which WSO2's clients send the attributes of the enterprise extension. */
  public static final String WSO2 = "urn:scim:schemas:extension:wso2:1.0";

  /** The name WSO2's clients write in the place of {@link #WSO2}. */
  public static final String WSO2_NAME = "wso2Extension";

  private Scim1Urns() {}
}
