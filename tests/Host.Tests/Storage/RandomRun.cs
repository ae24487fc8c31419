using EdgeTester.Contracts;

namespace EdgeTester.Host.Tests.Storage;

/// <summary>A whole run in which all that can change changes: sizes, quanta, steps, signs, gaps in time, what lies between.</summary>
public static class RandomRun
{
    public static List<byte[]> Make(int seed, int blocks)
    {
        var random = new Random(seed);
        var frames = new List<byte[]> { Frames.Event(0, RunEventCode.RunStarted) };
        long next = 1;
        long time = 0;
        long samples = 0;
        long points = 0;
        int events = 1;
        uint stepCount = 0;
        double charge = 0;
        double quantum = 1e-6;
        for (int b = 0; b < blocks; b++)
        {
            int count = random.Next(10) == 0 ? 1 : random.Next(1, 60);
            if (random.Next(20) == 0)
                stepCount++;
            if (random.Next(30) == 0)
                quantum = Math.Pow(10, -random.Next(3, 12)) * random.NextDouble();
            charge += random.NextDouble() - 0.4;
            frames.Add(Frames.Block(next, count, change: block => Fill(block)));
            next += count;
            samples += count;
            if (random.Next(15) == 0)
            {
                frames.Add(
                    Frames.Event(
                        next++,
                        RunEventCode.Warning,
                        change: e => e.ElapsedMicroseconds = (ulong)time
                    )
                );
                events++;
            }
            if (random.Next(25) == 0)
                frames.Add(Frames.Point(next++, 0, (int)points++, 1000));

            void Fill(SampleBlock block)
            {
                block.Step = (ushort)(stepCount % 7);
                block.StepCount = stepCount;
                block.Cycle = stepCount / 3;
                block.Range = (byte)random.Next(4);
                block.VoltageQuantum = quantum;
                block.CurrentQuantum = quantum / 3;
                block.ChargeCoulomb = charge;
                block.EnergyJoule = -charge * 3.1;
                block.OverflowCount = 0;
                for (int k = 0; k < count; k++)
                {
                    time += random.Next(20) == 0 ? random.NextInt64(1L << 40) : 1_000_000;
                    block.ElapsedMicroseconds[k] = time;
                    block.VoltageCounts[k] =
                        random.Next(50) == 0 ? random.Next(int.MinValue, int.MaxValue) : random.Next(-30, 30);
                    block.CurrentCounts[k] = random.Next(-5, 5) * (b % 3);
                    block.TemperatureCentidegrees[k] =
                        b % 5 == 0 ? SampleBlock.NoTemperature : (short)(2500 - 30 * (k % 3));
                }
            }
        }
        frames.Add(
            Frames.Event(
                next,
                RunEventCode.RunEnded,
                change: record =>
                {
                    record.ElapsedMicroseconds = (ulong)time;
                    record.Reason = EndReason.Completed;
                    record.Value1 = samples;
                    record.Value2 = points;
                    record.Value3 = events + 1;
                }
            )
        );
        return frames;
    }
}
