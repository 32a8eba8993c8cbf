package io.tessera.inbound.soap.internal;

import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import javax.xml.stream.util.StreamReaderDelegate;

/** Refuses what has no place in an envelope (SOAP 1.1 section 3, SOAP 1.2 section 5). */
final class CheckedReader extends StreamReaderDelegate {
  private static final String XOP = "http://www.w3.org/2004/08/xop/include";

  CheckedReader(XMLStreamReader reader) {
    super(reader);
  }

  @Override
  public int next() throws XMLStreamException {
    if (!hasNext()) {
      throw new XMLStreamException("It ends too early.", getLocation());
    }
    int event = super.next();
    switch (event) {
      case DTD -> throw new XMLStreamException("A DOCTYPE is not allowed.", getLocation());
      case ENTITY_REFERENCE, ENTITY_DECLARATION ->
          throw new XMLStreamException("Entities are not allowed.", getLocation());
      case PROCESSING_INSTRUCTION ->
          throw new XMLStreamException("Processing instructions are not allowed.", getLocation());
      case START_ELEMENT -> requireNoInclude();
      default -> {}
    }
    return event;
  }

  private void requireNoInclude() throws XMLStreamException {
    if (XOP.equals(getNamespaceURI())) {
      throw new XMLStreamException("Includes are not allowed.", getLocation());
    }
  }

  /** The delegate's own would go past {@link #next}. */
  @Override
  public int nextTag() throws XMLStreamException {
    int event = next();
    while (event == COMMENT || event == SPACE || (event == CHARACTERS && isWhiteSpace())) {
      event = next();
    }
    if (event != START_ELEMENT && event != END_ELEMENT) {
      throw new XMLStreamException("There is text where an element should be.", getLocation());
    }
    return event;
  }

  /** Whoever read what they wanted closes; what follows is looked at all the same. */
  @Override
  public void close() {}

  /**
   * Reads to the end.
   *
   * @throws XMLStreamException there is another element, in the envelope or behind it
   */
  void end() throws XMLStreamException {
    while (hasNext()) {
      if (next() == START_ELEMENT) {
        throw new XMLStreamException("There is more than one request.", getLocation());
      }
    }
    super.close();
  }
}
