package io.tessera.rules.xacml.internal;

import io.tessera.provisioning.api.spi.RuleException;
import java.io.IOException;
import java.io.StringReader;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.parsers.SAXParserFactory;
import org.jspecify.annotations.Nullable;
import org.w3c.dom.Element;
import org.xml.sax.Attributes;
import org.xml.sax.InputSource;
import org.xml.sax.Locator;
import org.xml.sax.SAXException;
import org.xml.sax.SAXParseException;
import org.xml.sax.helpers.DefaultHandler;

/**
 * The text of a policy: XML of which nothing is looked up elsewhere and nothing expands, with only
 * what is carried out here.
 */
final class PolicyText {
  private static final String NAMESPACE = "urn:oasis:names:tc:xacml:3.0:core:schema:wd-17";
  private static final String NO_DOCTYPE = "http://apache.org/xml/features/disallow-doctype-decl";
  private static final Set<String> REFERENCES = Set.of("PolicyIdReference", "PolicySetIdReference");
  private static final Set<String> EFFECTS = Set.of("Permit", "Deny");
  private static final Map<String, List<String>> NEEDED =
      Map.of(
          "Policy", List.of("PolicyId", "Version", "RuleCombiningAlgId"),
          "PolicySet", List.of("PolicySetId", "Version", "PolicyCombiningAlgId"),
          "Rule", List.of("RuleId", "Effect"),
          "Apply", List.of("FunctionId"),
          "Function", List.of("FunctionId"),
          "Match", List.of("MatchId"),
          "AttributeValue", List.of("DataType"),
          "AttributeDesignator", List.of("MustBePresent"),
          "VariableDefinition", List.of("VariableId"),
          "VariableReference", List.of("VariableId"));
  private static final int MAX_DEPTH = 64;
  private static final int MAX_ELEMENTS = 20_000;

  private final String source;

  PolicyText(String source) {
    this.source = source;
  }

  /**
   * Checks it, with places in what is said.
   *
   * @return what it asks for
   * @throws RuleException it is no policy, or more than is carried out here
   */
  Set<Designator> check() {
    try {
      SAXParserFactory factory = SAXParserFactory.newDefaultInstance();
      factory.setNamespaceAware(true);
      factory.setXIncludeAware(false);
      factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
      factory.setFeature(NO_DOCTYPE, true);
      Reader reader = new Reader();
      factory.newSAXParser().parse(new InputSource(new StringReader(source)), reader);
      return reader.designators;
    } catch (SAXParseException wrong) {
      throw at(wrong.getLineNumber(), wrong.getColumnNumber(), said(wrong));
    } catch (SAXException wrong) {
      throw new RuleException(String.valueOf(wrong.getMessage()));
    } catch (ParserConfigurationException | IOException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  /** The element of the policy; of a text that was checked. */
  Element root() {
    try {
      DocumentBuilderFactory factory = DocumentBuilderFactory.newDefaultInstance();
      factory.setNamespaceAware(true);
      factory.setXIncludeAware(false);
      factory.setExpandEntityReferences(false);
      factory.setIgnoringComments(true);
      factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
      factory.setFeature(NO_DOCTYPE, true);
      DocumentBuilder builder = factory.newDocumentBuilder();
      builder.setErrorHandler(null);
      return builder.parse(new InputSource(new StringReader(source))).getDocumentElement();
    } catch (SAXException wrong) {
      throw new RuleException(String.valueOf(wrong.getMessage()));
    } catch (ParserConfigurationException | IOException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private static String said(SAXParseException wrong) {
    String message = String.valueOf(wrong.getMessage());
    return message.contains("DOCTYPE") ? "a DOCTYPE is not allowed." : message;
  }

  private static RuleException at(int line, int column, String message) {
    return new RuleException("line " + line + ", column " + column + ": " + message);
  }

  /** Walks through the document once. */
  private static final class Reader extends DefaultHandler {
    private final Set<Designator> designators = new HashSet<>();
    private @Nullable Locator locator;
    private int depth;
    private boolean inDefinition;
    private int elements;

    @Override
    public void setDocumentLocator(Locator locator) {
      this.locator = locator;
    }

    @Override
    public void startElement(String uri, String name, String qualified, Attributes attributes)
        throws SAXException {
      depth++;
      elements++;
      if (depth > MAX_DEPTH || elements > MAX_ELEMENTS) {
        throw wrong(
            "it is deeper than " + MAX_DEPTH + " or has over " + MAX_ELEMENTS + " elements.");
      }
      if (depth == 1) {
        root(uri, name);
      }
      if (REFERENCES.contains(name)) {
        throw wrong(name + " is not followed; put the policies into one PolicySet.");
      }
      if (name.equals("AttributeSelector")) {
        throw wrong("AttributeSelector is not known: requests carry no XML.");
      }
      if (name.equals("VariableDefinition")) {
        inDefinition = true;
      } else if (inDefinition && name.equals("VariableReference")) {
        // Two references in each of thirty definitions are a thousand million evaluations.
        throw wrong("a VariableDefinition cannot refer to another one; write it out.");
      }
      if (name.equals("ObligationExpression")) {
        throw wrong("obligations are not carried out here.");
      }
      for (String needed : NEEDED.getOrDefault(name, List.of())) {
        value(attributes, needed);
      }
      if (name.equals("Rule") && !EFFECTS.contains(attributes.getValue("Effect"))) {
        throw wrong("Effect is Permit or Deny, not " + attributes.getValue("Effect") + ".");
      }
      function(attributes, "FunctionId");
      function(attributes, "MatchId");
      if (name.equals("AttributeDesignator")) {
        designator(attributes);
      }
    }

    private void root(String uri, String name) throws SAXException {
      if (!name.equals("Policy") && !name.equals("PolicySet")) {
        throw wrong("a Policy or PolicySet is expected, not " + name + ".");
      }
      if (!uri.equals(NAMESPACE)) {
        throw wrong("XACML 3.0 is expected, xmlns=\"" + NAMESPACE + "\".");
      }
    }

    private void function(Attributes attributes, String where) throws SAXException {
      String function = attributes.getValue(where);
      if (function != null && function.contains(":xpath-")) {
        throw wrong("functions of XPath are not known: requests carry no XML.");
      }
    }

    private void designator(Attributes attributes) throws SAXException {
      Designator designator =
          new Designator(
              value(attributes, "Category"),
              value(attributes, "AttributeId"),
              value(attributes, "DataType"));
      if (!RequestAttributes.knows(designator.id())) {
        throw wrong("there is no attribute \"" + designator.id() + "\".");
      }
      designators.add(designator);
    }

    private String value(Attributes attributes, String name) throws SAXException {
      String value = attributes.getValue(name);
      if (value == null || value.isBlank()) {
        throw wrong("the attribute " + name + " is missing.");
      }
      return value;
    }

    @Override
    public void endElement(String uri, String name, String qualified) {
      depth--;
      if (name.equals("VariableDefinition")) {
        inDefinition = false;
      }
    }

    @Override
    public void error(SAXParseException wrong) throws SAXException {
      throw wrong;
    }

    private SAXException wrong(String message) {
      return new SAXParseException(message, locator);
    }
  }
}
