package io.tessera.connector.activedirectory.internal;

import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.schema.Schema;
import com.unboundid.ldif.LDIFException;
import java.util.ArrayList;
import java.util.List;

/** The part of a domain's schema that the tests need, strict about everything else. */
final class DomainSchema {
  private static final String TEXT = "1.3.6.1.4.1.1466.115.121.1.15";
  private static final String NUMBER = "1.3.6.1.4.1.1466.115.121.1.27";
  private static final String BYTES = "1.3.6.1.4.1.1466.115.121.1.40";
  private static final String NAME = "1.3.6.1.4.1.1466.115.121.1.12";
  private static final String TRUTH = "1.3.6.1.4.1.1466.115.121.1.7";

  private DomainSchema() {}

  static Schema schema() throws LDAPException, LDIFException {
    List<String> lines =
        new ArrayList<>(
            List.of(
                "dn: cn=schema",
                "objectClass: top",
                "objectClass: ldapSubentry",
                "objectClass: subschema",
                "cn: schema"));
    int number = 0;
    for (String name : List.of("sAMAccountName", "userPrincipalName", "department", "company")) {
      lines.add(single(++number, name, "caseIgnoreMatch", TEXT));
    }
    for (String name : List.of("userAccountControl", "groupType", "primaryGroupID", "pwdLastSet")) {
      lines.add(single(++number, name, "integerMatch", NUMBER));
    }
    for (String name : List.of("uSNChanged", "uSNCreated")) {
      lines.add(single(++number, name, "integerMatch ORDERING integerOrderingMatch", NUMBER));
    }
    lines.add(single(++number, "objectGUID", "octetStringMatch", BYTES));
    lines.add(single(++number, "unicodePwd", "octetStringMatch", BYTES));
    lines.add(single(++number, "isDeleted", "booleanMatch", TRUTH));
    lines.add(single(++number, "lastKnownParent", "distinguishedNameMatch", NAME));
    lines.add(
        single(++number, "memberOf", "distinguishedNameMatch", NAME).replace(" SINGLE-VALUE", ""));
    String state = "objectGUID $ uSNChanged $ uSNCreated $ isDeleted $ lastKnownParent";
    lines.add(
        "objectClasses: ( 1.2.840.113556.1.5.9 NAME 'user' SUP top STRUCTURAL MUST ( cn ) MAY ( "
            + state
            + " $ sAMAccountName $ userPrincipalName $ userAccountControl $ unicodePwd $ memberOf"
            + " $ primaryGroupID $ pwdLastSet $ department $ company $ sn $ givenName $ displayName"
            + " $ mail $ title $ description $ telephoneNumber $ mobile $ userPassword"
            + " $ otherTelephone $ employeeNumber $ jpegPhoto ) )");
    lines.add(
        single(++number, "otherTelephone", "caseIgnoreMatch", TEXT).replace(" SINGLE-VALUE", ""));
    lines.add("objectClasses: ( 1.2.840.113556.1.3.30 NAME 'computer' SUP user STRUCTURAL )");
    lines.add(
        "objectClasses: ( 1.2.840.113556.1.5.8 NAME 'group' SUP top STRUCTURAL MUST ( cn $"
            + " groupType ) MAY ( "
            + state
            + " $ sAMAccountName $ member $ memberOf $ description $ mail ) )");
    lines.add(
        "objectClasses: ( 1.2.840.113556.1.5.10 NAME 'adState' SUP top AUXILIARY MAY ( "
            + state
            + " ) )");
    return Schema.mergeSchemas(
        Schema.getDefaultStandardSchema(), new Schema(new Entry(lines.toArray(String[]::new))));
  }

  private static String single(int number, String name, String match, String syntax) {
    return "attributeTypes: ( 1.2.840.113556.1.4.9999."
        + number
        + " NAME '"
        + name
        + "' EQUALITY "
        + match
        + " SYNTAX "
        + syntax
        + " SINGLE-VALUE )";
  }
}
