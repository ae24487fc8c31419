using Npgsql;

namespace EdgeTester.Storage.Postgres;

/// <summary>Frames that wait to be stored together: one statement with arrays costs little more than one frame alone.</summary>
internal sealed class PendingFrames
{
    private const string Insert = """
        WITH stored AS (INSERT INTO payloads (id, bytes) SELECT * FROM unnest($15::bigint[], $16::bytea[]))
        INSERT INTO frames (stream, first, count, kind, elapsed_first, elapsed_last, minimum_voltage,
            maximum_voltage, minimum_current, maximum_current, charge, step, step_count, cycle, payload)
        SELECT * FROM unnest($1::bigint[], $2::bigint[], $3::int2[], $4::int2[], $5::bigint[], $6::bigint[],
            $7::float8[], $8::float8[], $9::float8[], $10::float8[], $11::float8[], $12::int[], $13::bigint[],
            $14::bigint[], $15::bigint[])
        """;

    private readonly List<long> streams = [];
    private readonly List<long> payloads = [];
    private readonly List<IncomingFrame> frames = [];

    public void Add(long stream, IncomingFrame frame, long payload)
    {
        streams.Add(stream);
        frames.Add(frame);
        payloads.Add(payload);
    }

    public void Clear()
    {
        streams.Clear();
        frames.Clear();
        payloads.Clear();
    }

    /// <summary>Hands them to the connection.</summary>
    public void Send(PostgresLink link)
    {
        if (frames.Count == 0)
            return;
        var command = new NpgsqlBatchCommand(Insert);
        Put(command, [.. streams]);
        Put(command, Column(frame => frame.FirstSequence));
        Put(command, Column(frame => (short)frame.Count));
        Put(command, Column(frame => (short)frame.Kind));
        Put(command, Column(frame => frame.ElapsedFirst));
        Put(command, Column(frame => frame.ElapsedLast));
        Put(command, Column(frame => Known(frame.MinimumVoltage)));
        Put(command, Column(frame => Known(frame.MaximumVoltage)));
        Put(command, Column(frame => Known(frame.MinimumCurrent)));
        Put(command, Column(frame => Known(frame.MaximumCurrent)));
        Put(command, Column(frame => Known(frame.ChargeCoulomb)));
        Put(command, Column(frame => frame.Step));
        Put(command, Column(frame => (long)frame.StepCount));
        Put(command, Column(frame => (long)frame.Cycle));
        Put(command, [.. payloads]);
        Put(command, Column(frame => frame.Bytes));
        Clear();
        link.Gather(command);
    }

    /// <summary>NaN is stored as NULL, as in every store.</summary>
    private static double? Known(double value)
    {
        return double.IsNaN(value) ? null : value;
    }

    private T[] Column<T>(Func<IncomingFrame, T> value)
    {
        var column = new T[frames.Count];
        for (int k = 0; k < column.Length; k++)
            column[k] = value(frames[k]);
        return column;
    }

    private static void Put<T>(NpgsqlBatchCommand command, T[] column)
    {
        command.Parameters.Add(new NpgsqlParameter<T[]> { TypedValue = column });
    }
}
