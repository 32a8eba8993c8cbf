package io.tessera.inbound.soap.internal;

import com.ctc.wstx.api.WstxInputProperties;
import com.ctc.wstx.stax.WstxInputFactory;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.UnsupportedCharsetException;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;

/**
 * The one way XML comes in. Nothing in it is looked up elsewhere, nothing expands, and everything
 * has a bound; besides these the body as a whole is limited by the gate.
 */
final class XmlIntake {
  private static final int MAX_DEPTH = 32;
  private static final int MAX_ELEMENTS = 20_000;
  private static final int MAX_CHILDREN = 10_000;
  private static final int MAX_ATTRIBUTES = 32;
  private static final int MAX_ATTRIBUTE_LENGTH = 8_192;
  private static final int MAX_TEXT_LENGTH = 262_144;
  private static final Set<String> ENCODINGS =
      Set.of("UTF-8", "UTF-16", "UTF-16BE", "UTF-16LE", "ISO-8859-1", "US-ASCII");

  private final XMLInputFactory factory = factory();

  private static XMLInputFactory factory() {
    WstxInputFactory factory = new WstxInputFactory();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_VALIDATING, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    factory.setProperty(XMLInputFactory.IS_REPLACING_ENTITY_REFERENCES, false);
    factory.setProperty(XMLInputFactory.IS_NAMESPACE_AWARE, true);
    factory.setProperty(XMLInputFactory.IS_COALESCING, true);
    factory.setXMLResolver(
        (publicId, systemId, base, namespace) -> {
          throw new XMLStreamException("Nothing is looked up elsewhere.");
        });
    factory.setProperty(WstxInputProperties.P_MAX_ELEMENT_DEPTH, MAX_DEPTH);
    factory.setProperty(WstxInputProperties.P_MAX_ELEMENT_COUNT, (long) MAX_ELEMENTS);
    factory.setProperty(WstxInputProperties.P_MAX_CHILDREN_PER_ELEMENT, MAX_CHILDREN);
    factory.setProperty(WstxInputProperties.P_MAX_ATTRIBUTES_PER_ELEMENT, MAX_ATTRIBUTES);
    factory.setProperty(WstxInputProperties.P_MAX_ATTRIBUTE_SIZE, MAX_ATTRIBUTE_LENGTH);
    factory.setProperty(WstxInputProperties.P_MAX_TEXT_LENGTH, MAX_TEXT_LENGTH);
    return factory;
  }

  /**
   * Begins to read a document.
   *
   * @param charset what the transport says it is written in; null when it does not
   * @throws XMLStreamException it is not what it should be; so do the reader's own methods
   */
  CheckedReader read(InputStream document, @Nullable String charset) throws XMLStreamException {
    @Nullable String told = charset == null ? null : known(charset);
    XMLStreamReader reader =
        told == null
            ? factory.createXMLStreamReader(document)
            : factory.createXMLStreamReader(document, told);
    String used = known(reader.getEncoding() == null ? "UTF-8" : reader.getEncoding());
    String declared = reader.getCharacterEncodingScheme();
    if (declared != null && !family(known(declared)).equals(family(told == null ? used : told))) {
      throw new XMLStreamException(
          "It declares the encoding "
              + declared
              + " but is sent in "
              + (told == null ? used : told)
              + ".");
    }
    return new CheckedReader(reader);
  }

  /** Whether documents in this encoding are read; null for one that is not told. */
  static boolean reads(@Nullable String encoding) {
    return encoding == null || name(encoding).isPresent();
  }

  private static String known(String encoding) throws XMLStreamException {
    return name(encoding)
        .orElseThrow(() -> new XMLStreamException("The encoding is not read here; use UTF-8."));
  }

  private static Optional<String> name(String encoding) {
    try {
      return Optional.of(Charset.forName(encoding).name()).filter(ENCODINGS::contains);
    } catch (IllegalCharsetNameException | UnsupportedCharsetException unknown) {
      return Optional.empty();
    }
  }

  private static String family(String encoding) {
    return encoding.toUpperCase(Locale.ROOT).startsWith("UTF-16") ? "UTF-16" : encoding;
  }
}
