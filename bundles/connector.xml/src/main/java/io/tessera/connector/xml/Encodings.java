package io.tessera.connector.xml;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.UnsupportedCharsetException;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Decodes documents (XML 1.0 appendix F). The runtime's own parser would say on standard error what
 * it does not like about bytes.
 */
final class Encodings {
  private static final Set<String> KNOWN =
      Set.of("UTF-8", "UTF-16", "UTF-16BE", "UTF-16LE", "ISO-8859-1", "US-ASCII");
  private static final int DECLARATION = 200;
  private static final Pattern DECLARED =
      Pattern.compile("^<\\?xml[^>]*\\sencoding\\s*=\\s*[\"']([^\"']+)[\"']");
  private static final char BYTE_ORDER_MARK = '\ufeff';

  private Encodings() {}

  /**
   * The document as text.
   *
   * @param told what the transport says; null when it does not
   */
  static String decoded(byte[] document, @Nullable String told) throws XmlFormatException {
    Charset charset = charset(document, told);
    try {
      String text = charset.newDecoder().decode(ByteBuffer.wrap(document)).toString();
      boolean marked = !text.isEmpty() && text.charAt(0) == BYTE_ORDER_MARK;
      return marked ? text.substring(1) : text;
    } catch (CharacterCodingException malformed) {
      throw new XmlFormatException("It is not in the encoding " + charset.name() + ".");
    }
  }

  private static Charset charset(byte[] document, @Nullable String told) throws XmlFormatException {
    String start = new String(document, 0, Math.min(document.length, DECLARATION), ISO_8859_1);
    if (start.startsWith("\u00fe\u00ff") || start.startsWith("\u0000<")) {
      return UTF_16BE;
    }
    if (start.startsWith("\u00ff\u00fe") || start.startsWith("<\u0000")) {
      return UTF_16LE;
    }
    if (told != null) {
      return known(told);
    }
    Matcher declared = DECLARED.matcher(start);
    return declared.find() ? known(declared.group(1)) : UTF_8;
  }

  private static Charset known(@Nullable String name) throws XmlFormatException {
    try {
      Charset charset = Charset.forName(String.valueOf(name));
      if (KNOWN.contains(charset.name())) {
        return charset;
      }
    } catch (IllegalCharsetNameException | UnsupportedCharsetException unknown) {
      throw new XmlFormatException("It is in an encoding that nobody knows.");
    }
    throw new XmlFormatException("It is in an encoding that is not read here.");
  }
}
