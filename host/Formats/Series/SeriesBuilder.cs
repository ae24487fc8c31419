namespace EdgeTester.Formats;

/// <summary>Collects columns, adds what follows from others, and judges the whole.</summary>
internal sealed class SeriesBuilder(DataFile file, string format)
{
    private readonly List<(BdfColumn Column, List<double> Values)> columns = [];
    private readonly List<string> notes = [];

    public void Note(string note)
    {
        if (!notes.Contains(note))
            notes.Add(note);
    }

    public bool Has(BdfColumn column) => columns.Exists(entry => entry.Column == column);

    /// <summary>The list of a column, new where it is not there yet.</summary>
    public List<double> Column(BdfColumn column)
    {
        var found = columns.Find(entry => entry.Column == column).Values;
        if (found is not null)
            return found;
        found = [];
        columns.Add((column, found));
        return found;
    }

    /// <summary>The series.</summary>
    /// <exception cref="DataFileException">A required column is missing, or there is no row.</exception>
    public TimeSeries Finish()
    {
        foreach (var required in new[] { BdfColumns.TestTime, BdfColumns.Voltage, BdfColumns.Current })
            if (!Has(required))
                throw file.Refuse($"{format}: there is no column for {required.Label}");
        if (Column(BdfColumns.TestTime).Count == 0)
            throw file.Refuse($"{format}: the file holds no rows");
        if (!Has(BdfColumns.StepCount) && Has(BdfColumns.StepId))
            CountSteps();
        NoteTime(Column(BdfColumns.TestTime));
        var order = BdfColumns.All.Where(Has).Select(column => (column, Column(column).ToArray())).ToArray();
        return new TimeSeries(Path.GetFileName(file.Name), format, order, notes);
    }

    /// <summary>A step begins where its id or the cycle changes; the count never resets.</summary>
    private void CountSteps()
    {
        var ids = Column(BdfColumns.StepId);
        var cycles = Has(BdfColumns.CycleCount) ? Column(BdfColumns.CycleCount) : null;
        var counts = Column(BdfColumns.StepCount);
        var count = 0;
        for (var k = 0; k < ids.Count; k++)
        {
            if (k > 0 && (ids[k] != ids[k - 1] || (cycles is not null && cycles[k] != cycles[k - 1])))
                count++;
            counts.Add(count);
        }
        Note("the step count was counted from changes of step and cycle");
    }

    private void NoteTime(List<double> time)
    {
        for (var k = 1; k < time.Count; k++)
            if (time[k] < time[k - 1])
            {
                Note(
                    $"the time runs back at row {k + 1}: the file joins several tests, or its clock was set"
                );
                return;
            }
    }
}
