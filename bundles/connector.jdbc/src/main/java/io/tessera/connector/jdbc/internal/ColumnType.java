package io.tessera.connector.jdbc.internal;

import io.tessera.connector.spi.TargetAttribute;
import java.math.BigDecimal;
import java.sql.Date;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Time;
import java.sql.Timestamp;
import java.sql.Types;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.Calendar;
import java.util.Locale;
import java.util.Optional;
import java.util.TimeZone;
import org.jspecify.annotations.Nullable;

/**
 * How values of a column are written and read. On our side every value is a text, see {@link
 * io.tessera.connector.spi.TargetAttributes}.
 */
enum ColumnType {
  TEXT(TargetAttribute.Type.STRING) {
    @Override
    Object convert(String text) {
      return text;
    }
  },
  /** CHAR: databases pad it with spaces. */
  PADDED(TargetAttribute.Type.STRING) {
    @Override
    Object convert(String text) {
      return text;
    }

    @Override
    String text(ResultSet row, int index) throws SQLException {
      String padded = row.getString(index);
      return padded == null ? "" : padded.stripTrailing();
    }
  },
  INTEGER(TargetAttribute.Type.NUMBER) {
    @Override
    Object convert(String text) {
      return Long.valueOf(text);
    }
  },
  DECIMAL(TargetAttribute.Type.NUMBER) {
    @Override
    Object convert(String text) {
      return new BigDecimal(text);
    }

    @Override
    String text(ResultSet row, int index) throws SQLException {
      BigDecimal number = row.getBigDecimal(index);
      return number == null ? "" : number.toPlainString();
    }
  },
  FLOATING(TargetAttribute.Type.NUMBER) {
    @Override
    Object convert(String text) {
      return Double.valueOf(text);
    }
  },
  BOOLEAN(TargetAttribute.Type.BOOLEAN) {
    @Override
    Object convert(String text) {
      return switch (text.toLowerCase(Locale.ROOT)) {
        case "true", "1" -> true;
        case "false", "0" -> false;
        default -> throw new IllegalArgumentException("no truth value");
      };
    }

    @Override
    String text(ResultSet row, int index) throws SQLException {
      return String.valueOf(row.getBoolean(index));
    }
  },
  /** Of a date with a time, the day in UTC. */
  DATE(TargetAttribute.Type.DATE) {
    @Override
    Object convert(String text) {
      return Date.valueOf(
          text.indexOf('T') < 0
              ? LocalDate.parse(text)
              : OffsetDateTime.parse(text).withOffsetSameInstant(ZoneOffset.UTC).toLocalDate());
    }
  },
  TIME(TargetAttribute.Type.STRING) {
    @Override
    Object convert(String text) {
      return Time.valueOf(LocalTime.parse(text));
    }
  },
  /** Columns without a zone hold UTC. */
  TIMESTAMP(TargetAttribute.Type.DATE) {
    @Override
    Object convert(String text) {
      return Timestamp.from(
          text.indexOf('T') < 0
              ? LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant()
              : OffsetDateTime.parse(text).toInstant());
    }

    @Override
    void bind(PreparedStatement statement, int index, Object value) throws SQLException {
      statement.setTimestamp(index, (Timestamp) value, utc());
    }

    @Override
    String text(ResultSet row, int index) throws SQLException {
      Timestamp time = row.getTimestamp(index, utc());
      return time == null ? "" : time.toInstant().toString();
    }
  },
  BINARY(TargetAttribute.Type.BINARY) {
    @Override
    Object convert(String text) {
      return Base64.getDecoder().decode(text);
    }

    @Override
    void bind(PreparedStatement statement, int index, Object value) throws SQLException {
      statement.setBytes(index, (byte[]) value);
    }

    @Override
    String text(ResultSet row, int index) throws SQLException {
      byte[] bytes = row.getBytes(index);
      return bytes == null ? "" : Base64.getEncoder().encodeToString(bytes);
    }
  },
  UUID(TargetAttribute.Type.STRING) {
    @Override
    Object convert(String text) {
      return java.util.UUID.fromString(text);
    }
  },
  /** Types of a vendor, such as JSON or network addresses: the driver converts from text. */
  OTHER(TargetAttribute.Type.STRING) {
    @Override
    Object convert(String text) {
      return text;
    }

    @Override
    void bind(PreparedStatement statement, int index, Object value) throws SQLException {
      statement.setObject(index, value, Types.OTHER);
    }
  };

  private final TargetAttribute.Type shown;

  ColumnType(TargetAttribute.Type shown) {
    this.shown = shown;
  }

  /**
   * @param jdbcType one of {@link Types}
   * @param typeName the database's own name of the type
   */
  static ColumnType of(int jdbcType, String typeName) {
    return switch (jdbcType) {
      case Types.CHAR, Types.NCHAR -> PADDED;
      case Types.VARCHAR,
          Types.LONGVARCHAR,
          Types.NVARCHAR,
          Types.LONGNVARCHAR,
          Types.CLOB,
          Types.NCLOB ->
          TEXT;
      case Types.TINYINT, Types.SMALLINT, Types.INTEGER, Types.BIGINT -> INTEGER;
      case Types.NUMERIC, Types.DECIMAL -> DECIMAL;
      case Types.REAL, Types.FLOAT, Types.DOUBLE -> FLOATING;
      case Types.BOOLEAN, Types.BIT -> BOOLEAN;
      case Types.DATE -> DATE;
      case Types.TIME -> TIME;
      case Types.TIMESTAMP, Types.TIMESTAMP_WITH_TIMEZONE -> TIMESTAMP;
      case Types.BINARY, Types.VARBINARY, Types.LONGVARBINARY, Types.BLOB -> BINARY;
      default -> typeName.equalsIgnoreCase("uuid") ? UUID : OTHER;
    };
  }

  /** What the driver takes; none where the text is no value of this type. */
  Optional<Object> parse(String text) {
    try {
      return Optional.of(convert(text));
    } catch (IllegalArgumentException | DateTimeException noSuchValue) {
      return Optional.empty();
    }
  }

  abstract Object convert(String text);

  void bind(PreparedStatement statement, int index, Object value) throws SQLException {
    statement.setObject(index, value);
  }

  /** The value as text; none where it is NULL. */
  Optional<String> read(ResultSet row, int index) throws SQLException {
    @Nullable String text = text(row, index);
    return row.wasNull() || text == null ? Optional.empty() : Optional.of(text);
  }

  @Nullable String text(ResultSet row, int index) throws SQLException {
    return row.getString(index);
  }

  TargetAttribute.Type shown() {
    return shown;
  }

  private static Calendar utc() {
    return Calendar.getInstance(TimeZone.getTimeZone("UTC"), Locale.ROOT);
  }
}
