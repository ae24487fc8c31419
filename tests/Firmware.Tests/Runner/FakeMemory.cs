using EdgeTester.Firmware.Ports;

namespace EdgeTester.Firmware.Tests.Runner;

/// <summary>Thrown where the power fails in a test.</summary>
public sealed class PowerFailure : Exception;

/// <summary>Counts writes and fails the power at one of them, with part of it done.</summary>
public sealed class PowerSwitch
{
    public long Writes { get; private set; }
    public long FailAt { get; set; } = long.MaxValue;

    /// <summary>Share of the write that is done before the power fails.</summary>
    public double Share { get; set; }

    public bool IsOff { get; private set; }

    public int Allowed(int count)
    {
        if (IsOff)
            throw new PowerFailure();
        Writes++;
        if (Writes < FailAt)
            return count;
        IsOff = true;
        return (int)(Share * (count + 1));
    }

    public void ThrowIfOff()
    {
        if (IsOff)
            throw new PowerFailure();
    }

    public void Restore(long failAt, double share)
    {
        IsOff = false;
        FailAt = Writes + failAt;
        Share = share;
    }
}

public sealed class FakeMemory(int size, PowerSwitch power) : INonVolatileMemory
{
    private readonly byte[] bytes = Enumerable.Repeat((byte)0xFF, size).ToArray();

    public int Size => bytes.Length;
    public bool IsDead { get; set; }

    /// <summary>A cell whose lowest bit is stuck at 1; negative = none.</summary>
    public int StuckCell { get; set; } = -1;

    public bool Read(int address, byte[] buffer, int offset, int count)
    {
        if (IsDead)
            return false;
        Array.Copy(bytes, address, buffer, offset, count);
        return true;
    }

    public bool Write(int address, byte[] buffer, int offset, int count)
    {
        if (IsDead)
            return false;
        var allowed = Math.Min(count, power.Allowed(count));
        Array.Copy(buffer, offset, bytes, address, allowed);
        if (StuckCell >= 0)
            bytes[StuckCell] |= 1;
        power.ThrowIfOff();
        return true;
    }
}

public sealed class FakeStore(PowerSwitch power) : ISegmentStore
{
    private readonly SortedList<int, List<byte>> segments = [];

    public long Capacity { get; set; } = long.MaxValue;

    /// <summary>Appends in a row that fail with part of them done.</summary>
    public int FailingAppends { get; set; }

    public bool TruncateFails { get; set; }

    /// <summary>Called with every append that was done wholly.</summary>
    public Action<byte[], int>? Appended { get; set; }

    public long Used { get; private set; }
    public long FreeBytes => Capacity - Used;
    public int Count => segments.Count;

    public int NumberAt(int index) => segments.Keys[index];

    public int SizeOf(int segment) => segments.TryGetValue(segment, out var bytes) ? bytes.Count : -1;

    public bool Append(int segment, byte[] buffer, int offset, int count)
    {
        if (FailingAppends > 0)
        {
            FailingAppends--;
            Add(segment, buffer, offset, count / 2);
            return false;
        }
        if (count > FreeBytes)
            return false;
        var allowed = Math.Min(count, power.Allowed(count));
        if (allowed > 0)
            Add(segment, buffer, offset, allowed);
        power.ThrowIfOff();
        Appended?.Invoke(buffer, count);
        return true;
    }

    public int Read(int segment, int position, byte[] buffer, int offset, int count)
    {
        if (!segments.TryGetValue(segment, out var bytes))
            return -1;
        var n = Math.Max(0, Math.Min(count, bytes.Count - position));
        bytes.CopyTo(position, buffer, offset, n);
        return n;
    }

    public bool Truncate(int segment, int size)
    {
        if (TruncateFails || !segments.TryGetValue(segment, out var bytes))
            return false;
        if (power.Allowed(1) > 0 && size < bytes.Count)
        {
            Used -= bytes.Count - size;
            bytes.RemoveRange(size, bytes.Count - size);
        }
        power.ThrowIfOff();
        return true;
    }

    public bool Delete(int segment)
    {
        if (!segments.TryGetValue(segment, out var bytes))
            return false;
        if (power.Allowed(1) > 0)
        {
            Used -= bytes.Count;
            segments.Remove(segment);
        }
        power.ThrowIfOff();
        return true;
    }

    public byte[] Bytes(int segment) => segments[segment].ToArray();

    public void Damage(int segment, int position) => segments[segment][position] ^= 0x10;

    private void Add(int segment, byte[] buffer, int offset, int count)
    {
        if (!segments.TryGetValue(segment, out var bytes))
            segments[segment] = bytes = [];
        bytes.AddRange(buffer.AsSpan(offset, count));
        Used += count;
    }
}
